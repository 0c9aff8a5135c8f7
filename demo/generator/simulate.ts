import type { Random } from '../random';
import { drawFailure, drawRoute, drawSeconds, outcomeOf } from '../system/choose';
import type { NodeId } from '../system/nodes';
import type { DependencyCall, Outcome, Route, Service, ServiceCall, System } from '../system/shape';

/** What one segment would tell: a service at work for one request. Times are epoch seconds. */
export interface Span {
  readonly node: NodeId;
  readonly start: number;
  readonly end: number;
  /** The HTTP status handed back to the caller. */
  readonly answer: number;
  readonly outcome: Outcome;
  readonly calls: readonly CallSpan[];
  /** On the Lambda service's segment, the segment of the function it runs. */
  readonly handler?: Span;
}

/** What one subsegment would tell: a call as its caller saw it. */
export interface CallSpan {
  readonly call: DependencyCall | ServiceCall;
  readonly target: NodeId;
  readonly start: number;
  readonly end: number;
  readonly status: number;
  readonly outcome: Outcome;
  /** The status with which the caller gives up, when the call went wrong. */
  readonly givesUp?: number;
  readonly callee?: Span;
}

/** One simulated request: the stage's segment with everything below it. */
export interface SimulatedTrace {
  readonly route: Route;
  readonly root: Span;
}

/** Time a message spends on the way to a service and back, in seconds. */
const NETWORK_SECONDS = 0.002;

/** What a simulated request carries along. */
interface Play {
  readonly random: Random;
  readonly system: System;
}

/** Plays one request through the system without waiting. */
export function simulateTrace(random: Random, system: System, start: number): SimulatedTrace {
  const play = { random, system };
  const route = drawRoute(random, system);
  const half = drawSeconds(random, system.stage.work) / 2;
  const authorized = callService(
    play,
    { kind: 'service', service: 'authorizer', probability: 1 },
    start + half,
  );
  const calls = [authorized];
  let answer = authorized.givesUp ?? (random() < system.unknownKeyShare ? 403 : 200);
  if (answer === 200) {
    const backend = callService(
      play,
      { kind: 'service', service: route.service, probability: 1 },
      authorized.end,
    );
    calls.push(backend);
    answer = backend.callee?.answer ?? 500;
  }
  const end = (calls.at(-1)?.end ?? start) + half;
  return { route, root: { node: system.stage.node, start, end, answer, outcome: outcomeOf(answer), calls } };
}

function callService(play: Play, call: ServiceCall, start: number): CallSpan {
  const service = play.system.services[call.service];
  const callee = serve(play, service, start + NETWORK_SECONDS / 2);
  const { answer, outcome } = callee;
  return {
    call,
    target: callee.node,
    start,
    end: callee.end + NETWORK_SECONDS / 2,
    status: service.front ? invokeStatus(answer) : answer,
    outcome,
    ...(answer >= 400 && { givesUp: answer }),
    callee,
  };
}

function callDependency({ random }: Play, call: DependencyCall, start: number): CallSpan {
  const failure = drawFailure(random, call.failures);
  const end = start + drawSeconds(random, call.latency);
  const { target } = call;
  if (failure === undefined) return { call, target, start, end, status: 200, outcome: 'ok' };
  return {
    call,
    target,
    start,
    end,
    status: failure.status,
    outcome: failure.outcome,
    givesUp: failure.answer,
  };
}

function serve(play: Play, service: Service, start: number): Span {
  const aside = service.front ? drawSeconds(play.random, service.front.overhead) / 2 : 0;
  const half = drawSeconds(play.random, service.work) / 2;
  const calls: CallSpan[] = [];
  let at = start + aside + half;
  let answer = service.answer;
  for (const call of service.calls) {
    if (play.random() >= call.probability) continue;
    const made = call.kind === 'service' ? callService(play, call, at) : callDependency(play, call, at);
    calls.push(made);
    at = made.end;
    if (made.givesUp !== undefined) {
      answer = made.givesUp;
      break;
    }
  }
  const outcome = service.front ? outcomeOf(invokeStatus(answer)) : outcomeOf(answer);
  const own: Span = { node: service.node, start: start + aside, end: at + half, answer, outcome, calls };
  if (!service.front) return own;
  const { node } = service.front;
  return { node, start, end: own.end + aside, answer, outcome, calls: [], handler: own };
}

/** The status of the invocation of a function: what it handles is no failure of the function, what it throws is. */
export function invokeStatus(answer: number): number {
  return answer >= 500 ? 502 : 200;
}
