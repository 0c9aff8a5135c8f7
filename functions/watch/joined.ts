import { type LineState, type Look, step } from '../../analysis/line';
import { type Decision, isRange } from '../../analysis/model/decision';
import type { StepRecord } from '../../analysis/model/record';
import type { Settings } from '../../analysis/model/settings';

/**
 * Several looks from one state as one record, of which the last look's cursor and open state stand. What a later
 * window may confirm and what is counted of the day go from look to look; all are judged by the same norm. People's
 * words take effect with the last.
 * @throws Error when there is no look
 */
export function joined(
  state: LineState,
  looks: readonly Look[],
  decisions: readonly Decision[],
  settings: Settings,
): StepRecord {
  const records: StepRecord[] = [];
  const ranges = decisions.filter(isRange);
  for (const [at, look] of looks.entries()) {
    const { near = [], day } = records.at(-1)?.open ?? state.open;
    const from = { ...state, open: { ...state.open, near, ...(day ? { day } : {}) } };
    records.push(step(from, look, at === looks.length - 1 ? decisions : ranges, settings).record);
  }
  const last = records.at(-1);
  if (last === undefined) throw new Error('a step needs at least one read');
  const days = records.flatMap((record) => record.days ?? []);
  return {
    ...last,
    ...(days.length > 0 ? { days } : {}),
    entries: records.flatMap((record) => record.entries),
    transitions: records.flatMap((record) => record.transitions),
  };
}
