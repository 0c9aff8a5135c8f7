import { decodeGraph } from '../../analysis/graph/decode';
import { advance, type LineState, type Look, newLine, step } from '../../analysis/line';
import type { Read } from '../../analysis/model/read';
import { parseSettings } from '../../functions/settings';
import { calm, type Trouble, windowPages } from './pages';
import type { SyntheticSystem } from './system';

const learnedWindows = 6;
const windowSeconds = 300;
/** Start of the first window, epoch seconds: a whole hour, so that all learned windows lie in one slot of the week. */
const origin = 1_790_002_800 - (1_790_002_800 % 3_600);

/** Judging begins after the learned windows. */
export const settings = parseSettings({
  bootstrapSeconds: learnedWindows * windowSeconds,
  learnAtMostSeconds: learnedWindows * windowSeconds,
  minimumWindows: learnedWindows - 2,
});

/** A state of the line with the pages it is to judge next. */
export interface Prepared {
  readonly state: LineState;
  readonly read: Read;
  readonly pages: readonly string[];
}

/** The read that settles the window of a number. */
export function settlementOf(index: number): Read {
  const start = origin + index * windowSeconds;
  const window = { start, end: start + windowSeconds };
  return { window, kind: 'settlement', lagSeconds: settings.settleLagSeconds };
}

/** The line after it has learned a calm system and judged one calm window of it. */
export function learnedLine(system: SyntheticSystem): LineState {
  let state = newLine('bench', origin);
  for (let index = 0; index <= learnedWindows; index += 1) state = after(state, system, calm);
  return state;
}

/** The line after one more window, judged or learned. */
export function after(state: LineState, system: SyntheticSystem, trouble: Trouble): LineState {
  const { read, pages } = next(state, system, trouble);
  return advance(state, step(state, lookOf(read, parsed(pages)), [], settings).record, [], settings);
}

/** A state with the next window's pages. */
export function next(state: LineState, system: SyntheticSystem, trouble: Trouble): Prepared {
  const read = settlementOf(state.sequence);
  return { state, read, pages: windowPages(system, read.window.start, trouble) };
}

export const parsed = (pages: readonly string[]): unknown[] => pages.map((page) => JSON.parse(page));

export const lookOf = (read: Read, pages: readonly unknown[]): Look => ({
  read,
  gap: false,
  decoded: decodeGraph(pages, read.window),
});
