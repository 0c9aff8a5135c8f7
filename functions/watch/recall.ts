import { emptyBaseline } from '../../analysis/baseline/current';
import { alignUp, cursorAt, newestSettled } from '../../analysis/due';
import { advance, type LineState, mayBeReadAgain, newLine } from '../../analysis/line';
import type { Decision } from '../../analysis/model/decision';
import type { StepRecord } from '../../analysis/model/record';
import type { WatchSettings } from '../settings';
import type { Memory } from './ports';

/** What a run starts from: the line as the ledger tells it, and the snapshot it was built on. */
export interface Recalled {
  readonly state: LineState;
  readonly decisions: readonly Decision[];
  /** Watermark of the stored snapshot; 0 when there is none. */
  readonly snapshotWatermark: number;
  /** True where the ledger holds nothing of this scope. */
  readonly isNew: boolean;
}

/**
 * Builds the line's state from the newest snapshot and the records since. Decisions are read last: a record that another
 * run committed meanwhile may name one that was taken meanwhile. After a pause so long that every record has
 * expired, the line goes on from what the newest one left open; records that no snapshot had folded are lost then.
 */
export async function recall(memory: Memory, settings: WatchSettings, now: number): Promise<Recalled> {
  const stored = await memory.snapshot();
  const watermark = stored?.watermark ?? 0;
  const records: StepRecord[] = [];
  for await (const record of memory.records(Math.max(0, watermark - recordsReadAgain(settings))))
    records.push(record);
  const newest = records.at(-1) ?? (await memory.newest());
  const decisions = await memory.decisions();
  const cursor = newest?.cursor ?? cursorAt(newestSettled(now, settings));
  const at =
    records.find((record) => record.sequence === watermark) ?? (records.length === 0 ? newest : undefined);
  const baseline = { ...(stored ?? emptyBaseline), watermark: Math.max(watermark, at?.sequence ?? 0) };
  let state: LineState = {
    ...newLine(settings.scope, cursor.origin),
    sequence: baseline.watermark,
    baseline,
    cursor: at?.cursor ?? cursor,
    open: at?.open ?? { findings: [], incidents: [] },
    recent: records
      .filter((record) => record.sequence <= watermark)
      .flatMap((record) => record.entries)
      .filter((entry) => mayBeReadAgain(entry, at?.cursor ?? cursor, settings)),
  };
  for (const record of records) {
    if (record.sequence > state.sequence) state = advance(state, record, decisions, settings);
  }
  return {
    state: relength(state, settings),
    decisions,
    snapshotWatermark: watermark,
    isNew: newest === undefined && stored === undefined,
  };
}

/** Records that may hold a window which is still to be read again. */
function recordsReadAgain(settings: WatchSettings): number {
  const lags = [settings.settleLagSeconds, ...settings.presenceLagsSeconds];
  return lags.length * (Math.ceil(Math.max(...lags) / settings.windowSeconds) + 2);
}

/** After a change of the window length the line goes on at the first whole new window after what was read. */
function relength(state: LineState, settings: WatchSettings): LineState {
  const last = state.recent.at(-1)?.read.window;
  if (last === undefined || last.end - last.start === settings.windowSeconds) return state;
  const origin = alignUp(last.end, settings.windowSeconds);
  return { ...state, cursor: cursorAt(origin), recent: [] };
}
