import type { ServiceId } from '../service-id';

/** An exception that a segment or subsegment recorded. */
export interface RootCauseException {
  readonly Name?: string;
  readonly Message?: string;
}

/** A segment or subsegment on the way to a fault or an error. */
export interface FailedEntity {
  readonly Name: string;
  readonly Exceptions: readonly RootCauseException[];
  /** Whether it is a subsegment for a call to another service. */
  readonly Remote: boolean;
}

/** A segment or subsegment on the way to what took the time. */
export interface SlowEntity {
  readonly Name: string;
  /** The share of the entry point's response time that it covers, 0..1, three decimals. */
  readonly Coverage: number;
  /** Whether it is a subsegment for a call to another service. */
  readonly Remote: boolean;
}

/** One service that a root cause's path runs through. */
export interface RootCauseService<Entity> extends ServiceId {
  /** Whether it sent no segment and is known from its caller only. */
  readonly Inferred: boolean;
  /** Its segment, then the subsegments in it, outermost first. */
  readonly EntityPath: readonly Entity[];
}

/** A path of services from where the request entered to the cause, in the shape of GetTraceSummaries. */
export interface RootCause<Entity> {
  readonly Services: readonly RootCauseService<Entity>[];
  readonly ClientImpacting: boolean;
}
