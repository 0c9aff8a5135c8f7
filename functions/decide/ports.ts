import type { Speakable } from '../../analysis/decide/target';
import type { Decision } from '../../analysis/model/decision';

/** What deciding needs of a scope's memory. Rejects when the store does not answer after its retries. */
export interface Decisions {
  /** Findings and incidents, newest first, at most `limit`, and the keys of all that was seen. */
  speakable(limit: number): Promise<Speakable>;
  /** All decisions, in order of `at`, then id. */
  decisions(): Promise<readonly Decision[]>;
  /** Appends a decision; repeating one with the same id changes nothing. */
  decide(decision: Decision): Promise<void>;
}
