import { AsyncLocalStorage } from 'node:async_hooks';
import { getNamespace, getSegment, Segment, setSegment } from 'aws-xray-sdk-core';
import { functionArn } from '../system/wire';
import { pause } from './pause';

/** The trace header of the invocation at work. */
const invocation = new AsyncLocalStorage<string>();

/** The way the Lambda runtime tells the SDK about the invocation at work when several share one process. */
const InvokeStore = { getXRayTraceId: () => invocation.getStore() };
Object.assign(globalThis, { awslambda: { InvokeStore } });

/** One invocation, as the Lambda service sees it. */
export interface LambdaCall<Result> {
  readonly name: string;
  readonly traceId: string;
  readonly parentId: string;
  /** Time the Lambda service takes before and after the function, in seconds. */
  readonly overheadSeconds: number;
  readonly handler: () => Promise<Result>;
}

/**
 * Runs a function as Lambda does: the service's segment around the function's, and the SDK in Lambda mode inside.
 * @throws what the handler throws, after both segments were marked as faults
 */
export async function runLambda<Result>(call: LambdaCall<Result>): Promise<Result> {
  const front = new Segment(call.name, call.traceId, call.parentId);
  Object.assign(front, { origin: 'AWS::Lambda', resource_arn: functionArn(call.name) });
  await pause(call.overheadSeconds / 2);
  const own = new Segment(call.name, call.traceId, front.id);
  own.origin = 'AWS::Lambda::Function';
  own.addPluginData({ function_arn: functionArn(call.name), resource_names: [call.name] });
  let status = 502;
  try {
    const result = await insideInvocation(`Root=${call.traceId};Parent=${own.id};Sampled=1`, call.handler);
    status = 200;
    own.close();
    return result;
  } catch (error) {
    own.close(error instanceof Error ? error : String(error));
    front.addFaultFlag();
    throw error;
  } finally {
    await pause(call.overheadSeconds / 2);
    Object.assign(front, { http: { response: { status } } });
    front.close();
  }
}

/** Gives each invocation a function segment of its own to hang subsegments on, so that they may overlap. */
function insideInvocation<Result>(header: string, handler: () => Promise<Result>): Promise<Result> {
  return invocation.run(header, () =>
    getNamespace().runAndReturn(() => {
      setSegment(freshFacade());
      return handler();
    }),
  );
}

/** Has the SDK begin anew, as in a fresh execution environment, and takes the stand-in segment it made. */
function freshFacade(): NonNullable<ReturnType<typeof getSegment>> {
  const namespace = getNamespace();
  lambdaEnvironment.init();
  const facade = getSegment();
  namespace.exit(namespace.active);
  if (facade === undefined)
    throw new Error('the X-Ray SDK is not in Lambda mode: LAMBDA_TASK_ROOT is not set');
  return facade;
}

/** The SDK's own start-up for Lambda, which its types do not mention. */
const lambdaEnvironment: { init(): void } = require('aws-xray-sdk-core/dist/lib/env/aws_lambda');
