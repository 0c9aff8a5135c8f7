import type { Outcome } from '../segments/outcome';

/** How one request is told apart where only a number is kept. */
export interface Kind {
  readonly outcome: Outcome;
  /** The node has no caller. */
  readonly root: boolean;
  /** The node (of an edge: its target) sent a segment of its own. */
  readonly instrumented: boolean;
}

const OUTCOMES: readonly Outcome[] = ['ok', 'error', 'throttle', 'fault'];

/** A kind as a whole number from 0 to 15. */
export function codeOf({ outcome, root, instrumented }: Kind): number {
  return OUTCOMES.indexOf(outcome) * 4 + (root ? 2 : 0) + (instrumented ? 1 : 0);
}

/** The kind of a number that `codeOf` gave. */
export function kindOf(code: number): Kind {
  const outcome = OUTCOMES[code >> 2];
  if (outcome === undefined) throw new RangeError(`${code} is no kind`);
  return { outcome, root: (code & 2) !== 0, instrumented: (code & 1) !== 0 };
}
