import { nodes } from '../system/nodes';
import type { Outcome } from '../system/shape';
import { functionArn, paymentsWire, REGION, type Wire, wires } from '../system/wire';
import type { CallSpan } from './simulate';

/** Rounds a time to the microsecond, as X-Ray documents carry it; epoch seconds. */
export function time(epochSeconds: number): number {
  return Math.round(epochSeconds * 1e6) / 1e6;
}

/** The marks by which X-Ray counts an outcome; a throttle is an error too. */
export function flags(outcome: Outcome): Readonly<Record<string, true>> {
  switch (outcome) {
    case 'ok':
      return {};
    case 'error':
      return { error: true };
    case 'throttle':
      return { error: true, throttle: true };
    case 'fault':
      return { fault: true };
  }
}

/** Writes a call as the subsegment its caller would have sent. */
export function subsegment(span: CallSpan, id: string): Readonly<Record<string, unknown>> {
  const common = { id, start_time: time(span.start), end_time: time(span.end), ...flags(span.outcome) };
  const { call, status } = span;
  if (call.kind === 'dependency') return { ...common, ...dependencyDetails(wires[call.operation], status) };
  if (call.service === 'payments') {
    const { host, path, method } = paymentsWire;
    return { ...common, ...remote(host, { url: `http://${host}${path}`, method, traced: true }, status) };
  }
  return { ...common, ...invokeDetails(nodes[span.target].name, status) };
}

function invokeDetails(name: string, status: number): Readonly<Record<string, unknown>> {
  return {
    name: 'Lambda',
    namespace: 'aws',
    http: { response: { status } },
    aws: { operation: 'Invoke', function_name: name, resource_names: [functionArn(name)] },
  };
}

function dependencyDetails(wire: Wire, status: number): Readonly<Record<string, unknown>> {
  const response = { response: { status } };
  switch (wire.kind) {
    case 'dynamodb': {
      const aws = { operation: wire.operation, region: REGION, table_name: wire.table, retries: 1 };
      // The SDK counts a refused AWS call as the caller's error and as a fault at once.
      return {
        name: 'DynamoDB',
        namespace: 'aws',
        http: response,
        aws,
        ...(status >= 400 && { error: true }),
      };
    }
    case 'aws': {
      const aws = { operation: wire.operation, region: REGION, retries: 0 };
      return { name: wire.service, namespace: 'aws', http: response, aws };
    }
    case 'http':
      return remote(wire.host, { url: `http://${wire.host}${wire.path}`, method: wire.method }, status);
    case 'sql': {
      const sql = { url: wire.url, preparation: 'statement', sanitized_query: wire.query, user: 'orders' };
      return { name: wire.database, namespace: 'remote', sql: { database_type: 'PostgreSQL', ...sql } };
    }
  }
}

function remote(name: string, request: object, status: number): Readonly<Record<string, unknown>> {
  return { name, namespace: 'remote', http: { request, response: { status } } };
}
