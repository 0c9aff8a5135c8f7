import { begunAndEnded } from './explain/tellings';
import type { Day, DayIncidents } from './model/day';
import type { Finding } from './model/finding';
import type { MutedIncident } from './model/mute';
import type { Entry, Open, StepRecord } from './model/record';
import { iso, type TimeWindow } from './model/window';

const daySeconds = 86_400;
/** Incidents of a day that are kept to be named. */
const mostNamed = 10;

/** The counts after a look, and the day that ended with it, if one did. */
interface Counted {
  readonly day: Day;
  readonly ended?: Day;
}

/**
 * Counts one look into its UTC day. A day ends with the first settled window that ends after its midnight; that window
 * belongs to the next day. A gap ends no day, and a day of gaps alone is none: they are counted into the watched day
 * before them, or the first one after. Pure; O(transitions).
 */
export function countDay(before: Open, record: Counting): Counted {
  const [entry] = record.entries;
  const date = dateOf(entry.read.window);
  const { day = newDay(date) } = before;
  const isLater = date > day.date && isSettled(entry) && !entry.gap;
  if (!isLater) return { day: withLook(day, before, record) };
  if (day.judged + day.learned === 0) return { day: withLook({ ...day, date }, before, record) };
  return { day: withLook(dayAfter(day, date), before, record), ended: day };
}

function withLook(day: Day, before: Open, { entries: [entry], transitions, open }: Counting): Day {
  const windows = isSettled(entry) ? 1 : 0;
  const shapes = entry.traces?.status === 'read' ? entry.traces.scanned : 0;
  const { begun, ended } = begunAndEnded(before, { transitions, open });
  const findings = transitions.filter((t): t is Finding => t.type === 'finding');
  const fired = new Set(before.findings.filter((f) => f.status === 'firing').map((f) => f.id));
  const amount = (status: Finding['status']): number =>
    findings.filter((f) => f.status === status && fired.has(f.id) === (status === 'resolved')).length;
  return {
    ...day,
    judged: day.judged + (entry.gap || entry.learning ? 0 : windows),
    learned: day.learned + (!entry.gap && entry.learning ? windows : 0),
    gaps: day.gaps + (entry.gap ? windows : 0),
    shapeTraces: day.shapeTraces + shapes,
    monthTraces: day.monthTraces + shapes,
    findingsBegun: day.findingsBegun + amount('firing'),
    findingsEnded: day.findingsEnded + amount('resolved'),
    ...named('begun', day.begun, begun),
    ...named('ended', day.ended, ended),
  };
}

/** What is counted of a record of one look: its entry, and what it made of the open state, apart from the day. */
interface Counting extends Pick<StepRecord, 'transitions' | 'open'> {
  readonly entries: readonly [Entry];
}

/** The record with the traces that were scanned or read as its evidence counted into its day. */
export function withEvidence(record: StepRecord, traces: number): StepRecord {
  const { day } = record.open;
  if (day === undefined || traces === 0) return record;
  const evidenceTraces = day.evidenceTraces + traces;
  const monthTraces = day.monthTraces + traces;
  return { ...record, open: { ...record.open, day: { ...day, evidenceTraces, monthTraces } } };
}

const isSettled = ({ read }: Entry): boolean => read.kind === 'settlement';

/** The UTC day of a window's last second. */
const dateOf = ({ end }: TimeWindow): string => dateAt(end - 1);
const dateAt = (seconds: number): string => iso(seconds).slice(0, 10);

/** Start of a UTC day, epoch seconds. */
export const startOfDay = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000;

const newDay = (date: string): Day => ({
  date,
  judged: 0,
  learned: 0,
  gaps: 0,
  evidenceTraces: 0,
  shapeTraces: 0,
  monthTraces: 0,
  findingsBegun: 0,
  findingsEnded: 0,
});

/** An empty day that still knows the month's traces and the week's incidents. */
function dayAfter({ date: former, monthTraces, begun, earlier = [] }: Day, date: string): Day {
  const sixDaysBack = dateAt(startOfDay(date) - 6 * daySeconds);
  const incidents = begun === undefined ? earlier : [...earlier, [former, begun.count] as const];
  const week = incidents.filter(([day]) => day >= sixDaysBack);
  return {
    ...newDay(date),
    ...(former.slice(0, 7) === date.slice(0, 7) ? { monthTraces } : {}),
    ...(week.length > 0 ? { earlier: week } : {}),
  };
}

function named(
  name: 'begun' | 'ended',
  so: DayIncidents | undefined,
  more: readonly MutedIncident[],
): Pick<Day, 'begun' | 'ended'> {
  if (more.length === 0) return {};
  const { count = 0, first = [] } = so ?? {};
  return { [name]: { count: count + more.length, first: [...first, ...more].slice(0, mostNamed) } };
}
