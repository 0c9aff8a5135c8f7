import { hexDigits, type Random } from '../random';
import { nodes } from '../system/nodes';
import { API_HOST, functionArn } from '../system/wire';
import type { SimulatedTrace, Span } from './simulate';
import { flags, subsegment, time } from './subsegments';

/** What every document of one trace has in common. */
interface TraceContext {
  readonly random: Random;
  readonly traceId: string;
  readonly trace: SimulatedTrace;
  readonly documents: string[];
}

/** Writes a simulated request as the X-Ray segment documents its services would have sent, the stage's first. */
export function traceDocuments(trace: SimulatedTrace, random: Random): string[] {
  const second = Math.floor(trace.root.start).toString(16).padStart(8, '0');
  const context = { random, traceId: `1-${second}-${hexDigits(random, 24)}`, trace, documents: [] };
  writeSegment(context, trace.root);
  return context.documents;
}

function writeSegment(context: TraceContext, span: Span, parentId?: string): void {
  const { random, traceId, documents } = context;
  const { name, type } = nodes[span.node];
  const id = hexDigits(random, 16);
  const calls = span.calls.map((call) => ({ call, id: hexDigits(random, 16) }));
  const document = {
    trace_id: traceId,
    id,
    ...(parentId !== undefined && { parent_id: parentId }),
    name,
    origin: type,
    start_time: time(span.start),
    end_time: time(span.end),
    ...flags(span.outcome),
    ...segmentDetails(context, span),
    ...(calls.length > 0 && { subsegments: calls.map(({ call, id }) => subsegment(call, id)) }),
  };
  documents.push(JSON.stringify(document));
  if (span.handler) writeSegment(context, span.handler, id);
  for (const { call, id } of calls) if (call.callee) writeSegment(context, call.callee, id);
}

function segmentDetails({ trace }: TraceContext, span: Span): Record<string, unknown> {
  const { name, type } = nodes[span.node];
  const { method, path } = trace.route;
  switch (type) {
    case 'AWS::ApiGateway::Stage':
      return {
        http: {
          request: {
            method,
            url: `https://${API_HOST}${path}`,
            client_ip: '192.0.2.17',
            user_agent: 'shop/4.2',
          },
          response: { status: span.answer },
        },
        aws: { api_gateway: { rest_api_id: 'orders', stage: 'prod' } },
      };
    case 'AWS::Lambda':
      return {
        http: { response: { status: span.outcome === 'fault' ? 502 : 200 } },
        resource_arn: functionArn(name),
      };
    case 'AWS::Lambda::Function':
      return { aws: { function_arn: functionArn(name), resource_names: [name] } };
    default:
      return {
        http: {
          request: { method: 'POST', url: 'http://payments.internal/payments' },
          response: { status: span.answer },
        },
      };
  }
}
