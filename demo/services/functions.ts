import { utils } from 'aws-xray-sdk-core';
import { drawSeconds } from '../system/choose';
import { functionNames } from '../system/wire';
import { authorize } from './authorizer';
import { serveAsChild } from './child';
import { createOrder } from './create-order';
import { DependencyFailed, type FunctionParts } from './function-parts';
import { readText } from './http-call';
import { type Invocation, type InvocationResult, parseInvocation } from './invocation';
import { runLambda } from './lambda-runtime';
import { listOrders } from './list-orders';
import { tracedTables } from './stored';
import { installTraceTime, withTrace } from './trace-time';

type FunctionId = keyof typeof functionNames;

const handlers: Readonly<
  Record<FunctionId, (parts: FunctionParts, event: Invocation) => Promise<InvocationResult>>
> = { authorizer: authorize, createOrder, listOrders };

// The Lambda functions: one local stand-in for the Lambda service, the SDK in Lambda mode.
serveAsChild('functions', (around) => {
  installTraceTime(around.clock);
  const endpoint = process.env.AWS_ENDPOINT_URL_DYNAMODB ?? '';
  const parts = { around, random: around.random, tables: tracedTables(endpoint) };
  return async (request, response) => {
    const id = functionIn(request.url ?? '');
    const trace = utils.processTraceData(String(request.headers['x-amzn-trace-id'] ?? ''));
    const [traceId = '', parentId = ''] = [trace.root, trace.parent];
    const event = parseInvocation(await readText(request));
    const overhead = around.system().services[id].front?.overhead;
    const result = await withTrace(traceId, () =>
      runLambda({
        name: functionNames[id],
        traceId,
        parentId,
        overheadSeconds: overhead ? drawSeconds(around.random, overhead) : 0,
        handler: () => handlers[id](parts, event),
      }),
    ).catch(resultOfThrown);
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(JSON.stringify(result));
  };
});

function resultOfThrown(error: unknown): InvocationResult {
  if (error instanceof DependencyFailed) return { answer: error.answer, allowed: false };
  throw error;
}

function functionIn(path: string): FunctionId {
  const ids = Object.keys(functionNames) as FunctionId[];
  const found = ids.find((id) => path === `/${id}`);
  if (found === undefined) throw new Error(`no function at ${path}`);
  return found;
}
