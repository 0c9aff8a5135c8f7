import type { Family, Signal } from './observation';
import type { Rename } from './rename';
import type { NewShape } from './trace-shape';

/** The one answer every observation gets. `learning` and `insufficientData` are answers, not silence. */
export type Verdict = 'learning' | 'insufficientData' | 'normal' | 'anomalous' | 'alreadyJudged';

/** A measured value in its unit, and the number of sampled calls it rests on. */
export interface Measured {
  readonly value: number;
  readonly unit: Unit;
  readonly count: number;
  /** Which statistic of the calls the value is, where it is not their number or share: `p50`, `p99`. */
  readonly statistic?: string;
}

/** What the baseline says of this time: band and centre, and the number of windows they rest on. */
export interface Band {
  readonly lower: number;
  readonly center: number;
  readonly upper: number;
  readonly unit: Unit;
  readonly windows: number;
}

export type Unit = 'calls' | 'ratio' | 'seconds' | 'windows' | 'callsPerRequest' | 'traces';

/** The kinds of finding; named in alerts and in the transition format. */
export type FindingKind =
  | 'new-node'
  | 'new-edge'
  | 'vanished-edge'
  | 'rename'
  | 'latency'
  | 'fault-ratio'
  | 'error-ratio'
  | 'throttle-ratio'
  | 'request-rate'
  | 'latency-drift'
  | 'fault-drift'
  | 'rate-drift'
  | 'fan-out'
  | 'new-shape';

/** The judgement of one signal of one subject in one read of one window. */
export interface Assessment {
  readonly subject: string;
  readonly signal: Signal;
  readonly verdict: Verdict;
  /**
   * Present when the verdict is `anomalous`, and wherever a value was compared with a band; of a trace shape also where
   * there was nothing to compare.
   */
  readonly kind?: FindingKind;
  readonly observed?: Measured;
  readonly expected?: Band;
  /** Probability, under the norm, of a value at least this far out; 0..1. */
  readonly p?: number;
  /** Whether the effect is large enough to matter, apart from being significant. */
  readonly matters?: boolean;
  /** Whether it is half of an effect that matters: enough for what has begun to go on, too little to begin. */
  readonly nearly?: boolean;
  /** Whether a person denied what was seen. */
  readonly denied?: true;
  /** Whether it is so improbable that it fires without a second window. */
  readonly certain?: boolean;
  /** Whether it rests on fewer calls than a judgement of one window asks for: it can only add to what others show. */
  readonly thin?: boolean;
  /** Whether it rests on so few failures that it proves nothing alone: another window has to confirm it. */
  readonly slight?: boolean;
  /** What this window and those before it add up to, as -log10; absent where this one adds nothing. */
  readonly evidence?: number;
  /** Start of the first of the windows whose evidence adds up to this finding, where it took several. */
  readonly since?: number;
  /** One sentence: which rule and which numbers gave this verdict. */
  readonly why?: string;
  /** Of an anomalous trace shape: each thing that is new, first those that nobody touched before. */
  readonly shapes?: readonly NewShape[];
  /** Of what looks like a rename: who took whose place. */
  readonly rename?: Rename;
}

/** Tells whether a finding is of the slow kind: a norm against an older norm, not a window against its norm. */
export const isDrift = (kind: FindingKind): boolean => familyOfKind(kind) === 'drift';

/** The family of signals a kind of finding is about. */
export function familyOfKind(kind: FindingKind): Family {
  switch (kind) {
    case 'latency':
      return 'latency';
    case 'fault-ratio':
    case 'error-ratio':
    case 'throttle-ratio':
      return 'outcomes';
    case 'request-rate':
      return 'volume';
    case 'fan-out':
      return 'fanOut';
    case 'new-edge':
    case 'new-node':
    case 'vanished-edge':
    case 'rename':
      return 'presence';
    case 'latency-drift':
    case 'fault-drift':
    case 'rate-drift':
      return 'drift';
    case 'new-shape':
      return 'shape';
  }
}
