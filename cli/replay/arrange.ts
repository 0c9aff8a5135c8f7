import { type TimeWindow, windowSeconds } from '../../analysis/model/window';

/** Windows held back to put neighbours in order and to learn the recording's window length. */
export const lookAhead = 8;

interface Placed {
  readonly kind: 'window';
  readonly file: string;
  readonly line: number;
  readonly window: TimeWindow;
}

/** A window in its turn, `moved` when it stood behind a later one, or a line left out and why. */
export type Arranged<W extends Placed> =
  | { readonly kind: 'window'; readonly line: W; readonly moved: boolean }
  | {
      readonly kind: 'leftOut';
      readonly file: string;
      readonly line: number;
      readonly reason: LeftOut;
      readonly problem: string;
    };

export type LeftOut = 'doubled' | 'out of order' | 'overlapping' | 'of another length';

/**
 * Puts windows in order of time with a look-ahead of a few lines, and leaves out what cannot be in the line: windows
 * of another length than most of the first ones, doubled ones (the first counts), and those that come too late to be
 * put in order. Everything else (`other`) passes at once. Holds `lookAhead` windows.
 */
export async function* arrange<W extends Placed, O extends { readonly kind: string }>(
  lines: AsyncIterable<W | O>,
): AsyncGenerator<Arranged<W> | O> {
  const held: { readonly line: W; readonly arrival: number }[] = [];
  let arrival = 0;
  let state: Turn = { length: undefined, last: undefined, newest: -1 };
  const release = (): Arranged<W> | undefined => {
    const length = state.length ?? commonLength(held.map((h) => h.line.window));
    const next = held.shift();
    if (next === undefined) return undefined;
    const { window } = next.line;
    const problem = problemOf(window, length, state.last);
    const moved = next.arrival < state.newest;
    const newest = Math.max(state.newest, next.arrival);
    state = problem ? { ...state, length } : { length, last: window, newest };
    const { file, line } = next.line;
    return problem ? { kind: 'leftOut', file, line, ...problem } : { kind: 'window', line: next.line, moved };
  };
  for await (const line of lines) {
    if (!isPlaced(line)) {
      yield line;
      continue;
    }
    const at = held.findIndex((h) => h.line.window.start > line.window.start);
    held.splice(at < 0 ? held.length : at, 0, { line, arrival });
    arrival += 1;
    const next = held.length > lookAhead ? release() : undefined;
    if (next) yield next;
  }
  for (let next = release(); next; next = release()) yield next;
}

/** The window length, the last window let through, and the latest arrival among those let through. */
interface Turn {
  readonly length: number | undefined;
  readonly last: TimeWindow | undefined;
  readonly newest: number;
}

const isPlaced = <W extends Placed, O extends { readonly kind: string }>(line: W | O): line is W =>
  line.kind === 'window';

function problemOf(
  window: TimeWindow,
  length: number,
  last: TimeWindow | undefined,
): { reason: LeftOut; problem: string } | undefined {
  const own = windowSeconds(window);
  if (own !== length) {
    return { reason: 'of another length', problem: `a window of ${own} s among windows of ${length} s` };
  }
  if (last === undefined || window.start >= last.end) return undefined;
  if (window.start === last.start) {
    return {
      reason: 'doubled',
      problem: `the window ${window.start} was there before; the first one counts`,
    };
  }
  return window.start > last.start
    ? { reason: 'overlapping', problem: `the window ${window.start} overlaps the one before it` }
    : {
        reason: 'out of order',
        problem: `the window ${window.start} comes after ${last.start}, too late to sort`,
      };
}

/** The most frequent length; of equally frequent ones the first. */
function commonLength(windows: readonly TimeWindow[]): number {
  const counts = new Map<number, number>();
  for (const window of windows) {
    const length = windowSeconds(window);
    counts.set(length, (counts.get(length) ?? 0) + 1);
  }
  return [...counts].reduce((best, next) => (next[1] > best[1] ? next : best), [0, 0])[0] ?? 0;
}
