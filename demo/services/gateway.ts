import { Segment } from 'aws-xray-sdk-core';
import { drawSeconds, outcomeOf } from '../system/choose';
import { nodes } from '../system/nodes';
import type { ServiceId } from '../system/shape';
import { API_HOST, functionArn, functionNames } from '../system/wire';
import { type Surroundings, serveAsChild } from './child';
import { callHttp, readText } from './http-call';
import { type Invocation, type InvocationResult, parseResult } from './invocation';
import { pause } from './pause';
import { installTraceTime, newTraceId, withTrace } from './trace-time';

// The API stage: asks the authorizer, then invokes the function that belongs to the route, as API Gateway does.
// It is itself the head of sampling here: every request it gets is one of the sampled ones.
serveAsChild('gateway', (around) => {
  installTraceTime(around.clock);
  return async (request, response) => {
    const { method = 'GET', url = '/' } = request;
    const key = String(request.headers['x-api-key'] ?? '');
    const order: unknown = JSON.parse((await readText(request)) || '{}');
    const traceId = newTraceId(around.clock);
    const status = await withTrace(traceId, async () => {
      const segment = new Segment(nodes.stage.name, traceId);
      segment.origin = nodes.stage.type;
      const answer = await route(around, segment, { method, path: url, key, order });
      describeRequest(segment, { method, url: `https://${API_HOST}${url}` }, answer);
      segment.close();
      return answer;
    });
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end('{}');
  };
});

async function route(around: Surroundings, segment: Segment, event: Invocation): Promise<number> {
  const half = drawSeconds(around.random, around.system().stage.work) / 2;
  await pause(half);
  const answer = await answerTo(around, segment, event);
  await pause(half);
  return answer;
}

async function answerTo(around: Surroundings, segment: Segment, event: Invocation): Promise<number> {
  const authorized = await invoke(around, segment, 'authorizer', event);
  if (authorized.answer >= 500) return authorized.answer;
  if (!authorized.allowed) return 403;
  const { routes } = around.system();
  const found = routes.find(({ method, path }) => method === event.method && path === event.path);
  return found ? (await invoke(around, segment, found.service, event)).answer : 404;
}

/** Invokes a function and writes the subsegment that API Gateway writes for a Lambda integration. */
async function invoke(
  around: Surroundings,
  segment: Segment,
  service: ServiceId,
  event: Invocation,
): Promise<InvocationResult> {
  if (service === 'payments') throw new Error('payments is not a function');
  const name = functionNames[service];
  const subsegment = segment.addNewSubsegment('Lambda');
  subsegment.addAttribute('namespace', 'aws');
  const headers = { 'x-amzn-trace-id': `Root=${segment.trace_id};Parent=${subsegment.id};Sampled=1` };
  const port = around.ports.functions;
  const { body } = await callHttp({
    host: 'functions',
    port,
    method: 'POST',
    path: `/${service}`,
    headers,
    body: event,
  });
  const result = parseResult(body);
  const failed = result.answer >= 500;
  subsegment.addAttribute('aws', {
    operation: 'Invoke',
    function_name: name,
    resource_names: [functionArn(name)],
  });
  subsegment.addAttribute('http', { response: { status: failed ? 502 : 200 } });
  if (failed) subsegment.addFaultFlag();
  subsegment.close();
  return result;
}

function describeRequest(segment: Segment, request: { method: string; url: string }, status: number): void {
  Object.assign(segment, {
    http: { request: { ...request, client_ip: '192.0.2.17', user_agent: 'shop/4.2' }, response: { status } },
  });
  segment.addPluginData({ api_gateway: { rest_api_id: 'orders', stage: 'prod' } });
  const outcome = outcomeOf(status);
  if (outcome === 'fault') segment.addFaultFlag();
  if (outcome === 'error' || outcome === 'throttle') segment.addErrorFlag();
  if (outcome === 'throttle') segment.addThrottleFlag();
}
