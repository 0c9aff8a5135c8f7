import type { NodeId } from './nodes';

/** How X-Ray counts one answer; exactly one of four holds. */
export type Outcome = 'ok' | 'error' | 'throttle' | 'fault';

/** How long something takes: log-normal around a median, and now and then several times as long. */
export interface Latency {
  /** Half of the ordinary draws are below this, in seconds. */
  readonly medianSeconds: number;
  /** Standard deviation of the natural logarithm. */
  readonly sigma: number;
  /** Share of draws that are rare slow ones, 0..1. */
  readonly tailProbability: number;
  /** A slow draw takes up to this many times as long. */
  readonly tailFactor: number;
}

/** One way in which a call goes wrong. */
export interface Failure {
  /** Share of the calls, 0..1. */
  readonly probability: number;
  /** HTTP status of the call. */
  readonly status: number;
  /** How the caller's subsegment counts it. */
  readonly outcome: Exclude<Outcome, 'ok'>;
  /** The status with which the caller then ends its own work. */
  readonly answer: number;
}

/** A call of something that sends no segments itself: a table, a database, a partner's host. */
export interface DependencyCall {
  readonly kind: 'dependency';
  readonly operation: Operation;
  readonly target: NodeId;
  /** Share of the caller's requests that make this call, 0..1. */
  readonly probability: number;
  readonly latency: Latency;
  /** Disjoint; their probabilities add up to less than 1. */
  readonly failures: readonly Failure[];
}

/** A call of another traced service of the system. */
export interface ServiceCall {
  readonly kind: 'service';
  readonly service: ServiceId;
  readonly probability: number;
}

/** Everything that is ever asked of a dependency. */
export type Operation =
  | 'lookUpKey'
  | 'readSecret'
  | 'charge'
  | 'insertPayment'
  | 'putOrder'
  | 'queryOrders'
  | 'selectHistory'
  | 'upload';

export type ServiceId = 'authorizer' | 'createOrder' | 'listOrders' | 'payments';

/** A traced service: what it does itself and whom it calls, one after the other. */
export interface Service {
  /** The node of its own segment. */
  readonly node: NodeId;
  /** For a Lambda function, the node of the Lambda service in front of it. */
  readonly front?: { readonly node: NodeId; readonly overhead: Latency };
  /** Its own computing, half of it before the calls and half after. */
  readonly work: Latency;
  readonly calls: readonly (DependencyCall | ServiceCall)[];
  /** The status of an ordinary answer. */
  readonly answer: number;
}

/** One kind of request that clients send. */
export interface Route {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  /** Share of the requests, 0..1; the shares add up to 1. */
  readonly share: number;
  readonly service: ServiceId;
}

/** The whole sample system: an API stage in front, and the services behind it. */
export interface System {
  readonly stage: { readonly node: NodeId; readonly work: Latency };
  readonly routes: readonly Route[];
  /** Share of the requests that come with a key nobody knows and are answered 403, 0..1. */
  readonly unknownKeyShare: number;
  readonly services: Readonly<Record<ServiceId, Service>>;
}
