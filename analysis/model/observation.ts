import type { Histogram } from '../stats/histogram';
import type { Outcomes } from './outcomes';

/**
 * What one window showed of one subject. All counts are of sampled calls.
 * `latency` is the response time of a call or node and the event age of a link, in seconds.
 */
export interface Observation {
  readonly subject: string;
  /** False where X-Ray listed the subject with no call at all. */
  readonly seen: boolean;
  readonly outcomes: Outcomes;
  readonly latency: Histogram;
  /** Sum of the response times in seconds; more exact than the histogram's. */
  readonly latencySumSeconds: number;
  /** Of an edge whose caller reports its own: the requests that the caller served in the window. */
  readonly requests?: number;
}

/** What is measured of a subject. */
export type Signal =
  | 'presence'
  | 'requestRate'
  | 'latency'
  | 'faultRatio'
  | 'errorRatio'
  | 'throttleRatio'
  | 'latencyDrift'
  | 'faultDrift'
  | 'rateDrift'
  | 'fanOut'
  | 'traceShape';

/** What a graph shows of a subject; `traceShape` comes from trace summaries. */
export const signals: readonly Signal[] = [
  'presence',
  'requestRate',
  'latency',
  'faultRatio',
  'errorRatio',
  'throttleRatio',
  'latencyDrift',
  'faultDrift',
  'rateDrift',
  'fanOut',
];

/** The parts of a subject's norm that are learned or withheld together; `drift` compares norms and teaches nothing. */
export type Family = 'presence' | 'volume' | 'latency' | 'outcomes' | 'drift' | 'fanOut' | 'shape';

/** The family a signal teaches. */
export function familyOf(signal: Signal): Family {
  switch (signal) {
    case 'presence':
      return 'presence';
    case 'requestRate':
      return 'volume';
    case 'latency':
      return 'latency';
    case 'faultRatio':
    case 'errorRatio':
    case 'throttleRatio':
      return 'outcomes';
    case 'latencyDrift':
    case 'faultDrift':
    case 'rateDrift':
      return 'drift';
    case 'fanOut':
      return 'fanOut';
    case 'traceShape':
      return 'shape';
  }
}

/** The families whose values are tested against the norm; the others are judged by rules of their own. */
export type Tested = Exclude<Family, 'presence' | 'drift' | 'shape'>;

export const isTested = (family: Family): family is Tested =>
  family !== 'presence' && family !== 'drift' && family !== 'shape';

export const testedFamilies: readonly Tested[] = ['volume', 'latency', 'outcomes', 'fanOut'];
