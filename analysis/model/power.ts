/** What is asked whether it would be seen: the true state of a subject from some window on. */
export type Effect =
  /** That share of the calls (0..1) ends in this way. */
  | { readonly kind: 'fault-ratio' | 'error-ratio' | 'throttle-ratio'; readonly ratio: number }
  /** `share` of the calls (0..1, all where absent) takes `factor` times as long as normal. */
  | { readonly kind: 'latency'; readonly factor: number; readonly share?: number }
  /** The traffic is `factor` times the normal one. */
  | { readonly kind: 'request-rate'; readonly factor: number }
  /** No call any more. */
  | { readonly kind: 'vanished-edge' }
  /** So many calls a window of something never seen, of which sampling takes this share (0..1). */
  | { readonly kind: 'new-edge'; readonly calls: number; readonly samplingShare: number };

/** Chance (0..1) that one window is called anomalous, and that it fires without a second one. */
export interface Chance {
  readonly flagged: number;
  readonly certain: number;
}

/** Whether an effect would be seen, or why that cannot be said: nothing of the kind is judged there. */
export type Power =
  | (Chance & {
      readonly kind: 'power';
      /** Sampled calls of the window that the chances are of: the usual traffic. */
      readonly calls: number;
      /** Windows after which a finding has fired with probability {@link reliable}; absent: more than are looked at. */
      readonly windows?: number;
    })
  | { readonly kind: 'unjudged'; readonly why: string };

/** The smallest effects that a window of a subject's usual traffic flags with probability {@link reliable}. */
export interface Sight {
  readonly calls: number;
  readonly faultRatio?: number;
  readonly errorRatio?: number;
  readonly throttleRatio?: number;
  readonly latencyFactor?: number;
  readonly riseFactor?: number;
  /** Below one: the traffic that is left. */
  readonly dropFactor?: number;
  /** Windows of silence after which a vanished edge is reported. */
  readonly silenceWindows?: number;
  /** Why none of it is judged, where that is so. */
  readonly unjudged?: string;
}

/**
 * What counts as "would be seen": four times in five.
 * Source: J. Cohen, "Statistical Power Analysis for the Behavioral Sciences", 2nd ed. (1988), ch. 2.4.
 */
export const reliable = 0.8;
