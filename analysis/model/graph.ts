import type { Histogram } from '../stats/histogram';
import type { Outcomes } from './outcomes';
import type { ServiceId } from './service';
import type { TimeWindow } from './window';

/** A node with the numbers its own segments report; an inferred node (`active: false`) repeats its callers'. */
export interface Service extends ServiceId {
  readonly key: string;
  /** X-Ray's State `active`: the node sent segments of its own. */
  readonly active: boolean;
  readonly root: boolean;
  readonly outcomes: Outcomes;
  readonly responseTime: Histogram;
  readonly responseTimeSeconds: number;
}

/** A call with its outcomes as the caller saw them, or an asynchronous link with the age of its events. */
export type Edge =
  | {
      readonly kind: 'call';
      readonly source: string;
      readonly target: string;
      /** False where X-Ray gave no usable counts: the edge was seen, how often is unknown. */
      readonly counted: boolean;
      readonly outcomes: Outcomes;
      readonly responseTime: Histogram;
      readonly responseTimeSeconds: number;
    }
  | {
      readonly kind: 'link';
      readonly source: string;
      readonly target: string;
      readonly eventAge: Histogram;
    };

/** The services of one window and who called whom, sorted by key; source and target are service keys. */
export interface ServiceGraph {
  readonly window: TimeWindow;
  readonly services: readonly Service[];
  readonly edges: readonly Edge[];
}

/** What could not be read, where it stood and why; it is counted and shown, never dropped silently. */
export interface Reject {
  readonly what: 'page' | 'service' | 'edge' | 'statistics' | 'histogram' | 'name' | 'trace';
  readonly reason: string;
  readonly at: string;
}
