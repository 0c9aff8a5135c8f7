import type { Baseline, Held, Known, Part } from '../model/baseline';
import type { Decision } from '../model/decision';
import type { Family, Observation } from '../model/observation';
import { noOutcomes } from '../model/outcomes';
import type { Entry, StepRecord, Withheld } from '../model/record';
import type { Settings } from '../model/settings';
import { windowSeconds } from '../model/window';
import { currentPart, emptyPart, type Lesson, learnLate, learnWindow, slotCount, slotOf } from './part';

/** The baseline of a scope that has seen nothing, with every slot of the week. */
export const emptyBaseline: Baseline = {
  version: 1,
  watermark: 0,
  epoch: 0,
  settled: 0,
  learnedUntil: 0,
  learnedSeconds: 0,
  rebased: [],
  pooled: emptyPart(),
  slots: new Map(Array.from({ length: slotCount }, (_, slot) => [slot, emptyPart()] as const)),
  known: new Map(),
  held: [],
};

const allFamilies: readonly Family[] = ['presence', 'volume', 'latency', 'outcomes'];

type FoldSettings = Pick<Settings, 'halfLifeSeconds'>;

/**
 * Folds committed records, in order, into the baseline: fold(fold(b, r1), r2) = fold(b, r1 and r2), to the byte.
 * The slots of the week that the records touch must be loaded.
 * @throws Error when a record is not the next one after the watermark
 */
export function fold(
  baseline: Baseline,
  records: Iterable<StepRecord>,
  decisions: readonly Decision[],
  settings: FoldSettings,
): Baseline {
  let next = baseline;
  for (const record of records) {
    if (record.sequence !== next.watermark + 1) {
      throw new Error(`fold expects record ${next.watermark + 1}, got ${record.sequence}`);
    }
    next = foldRecord(next, record, decisions, settings);
  }
  return next;
}

function foldRecord(
  baseline: Baseline,
  record: StepRecord,
  decisions: readonly Decision[],
  settings: FoldSettings,
): Baseline {
  let next = settleHeld(baseline, record);
  for (const entry of record.entries) {
    if (entry.gap) continue;
    next = rebase(next, entry, decisions);
    next = {
      ...next,
      epoch: Math.max(next.epoch, Math.floor(entry.read.window.start / settings.halfLifeSeconds)),
    };
    next = { ...next, ...see(next, entry) };
    if (entry.teaches) next = teach(next, entry, record);
  }
  return { ...next, watermark: record.sequence };
}

/** Levels seen before a rebase no longer count from its first window on; known edges stay. */
function rebase(baseline: Baseline, entry: Entry, decisions: readonly Decision[]): Baseline {
  const due = decisions.filter(
    (d) =>
      d.verb === 'rebase' && entry.read.window.start >= d.range.start && !baseline.rebased.includes(d.id),
  );
  if (due.length === 0) return baseline;
  return { ...baseline, rebased: [...baseline.rebased, ...due.map((d) => d.id)].sort(), held: [] };
}

/** The pooled part as it counts at the baseline's time. */
export const pooledPart = (baseline: Baseline): Part => currentPart(baseline.pooled, clockOf(baseline));

/**
 * The part of one hour of the week as it counts at the baseline's time.
 * @throws Error when that slot was not loaded: learning into it would forget what it knew
 */
export function slotPart(baseline: Baseline, slot: number): Part {
  const part = baseline.slots.get(slot);
  if (part === undefined) throw new Error(`slot ${slot} of the week is not loaded`);
  return currentPart(part, clockOf(baseline));
}

const clockOf = (baseline: Baseline): { epoch: number; generation: number } => ({
  epoch: baseline.epoch,
  generation: baseline.rebased.length,
});

/** Registers who was seen. Being seen promotes only in learning; a longer silence is learned unless withheld. */
function see(baseline: Baseline, entry: Entry): Pick<Baseline, 'known' | 'settled'> {
  const counts = entry.read.kind === 'settlement' && entry.observations.length > 0;
  const settled = baseline.settled + (counts ? 1 : 0);
  const known = new Map(baseline.known);
  const withheld = new Set(
    entry.withheld.filter((w) => w.families.includes('presence')).map((w) => w.subject),
  );
  for (const { subject, seen } of entry.observations) {
    if (!seen) continue;
    known.set(
      subject,
      sighting(known.get(subject), subject, entry, { settled, silenceTeaches: !withheld.has(subject) }),
    );
  }
  return { known, settled };
}

function sighting(
  before: Known | undefined,
  subject: string,
  { learning, read }: Entry,
  { settled, silenceTeaches }: { settled: number; silenceTeaches: boolean },
): Known {
  const start = read.window.start;
  const counted = read.kind === 'settlement' ? 1 : 0;
  if (!before) {
    const standing = learning ? 'learned' : 'candidate';
    return {
      subject,
      standing,
      firstSeen: start,
      lastSeen: start,
      windows: counted,
      lastSettled: settled,
      longestSilence: 0,
    };
  }
  const silence = Math.max(0, settled - before.lastSettled - counted);
  return {
    ...before,
    standing: learning && before.standing === 'candidate' ? 'learned' : before.standing,
    lastSeen: Math.max(start, before.lastSeen),
    windows: before.windows + counted,
    lastSettled: settled,
    longestSilence: silenceTeaches ? Math.max(before.longestSilence, silence) : before.longestSilence,
  };
}

/** Takes a settled window into the pooled part and into its slot, less what is withheld or held. */
function teach(baseline: Baseline, entry: Entry, record: StepRecord): Baseline {
  if (entry.read.kind !== 'settlement' || entry.observations.length === 0) return baseline;
  const { window } = entry.read;
  const { lessons, held } = lessonsOf(entry, record);
  const slot = slotOf(window);
  const slots = new Map(baseline.slots).set(slot, learnWindow(slotPart(baseline, slot), window, lessons));
  return {
    ...baseline,
    learnedUntil: entry.learning ? baseline.settled : baseline.learnedUntil,
    learnedSeconds: baseline.learnedSeconds + (entry.learning ? windowSeconds(window) : 0),
    pooled: learnWindow(pooledPart(baseline), window, lessons),
    slots,
    held: [...baseline.held, ...held],
  };
}

function lessonsOf(entry: Entry, record: StepRecord): { lessons: Lesson[]; held: Held[] } {
  const firing = new Set(record.open.findings.filter((f) => f.status === 'firing').map((f) => f.id));
  const withheld = new Map<string, Withheld[]>();
  for (const w of entry.withheld) withheld.set(w.subject, [...(withheld.get(w.subject) ?? []), w]);
  const held: Held[] = [];
  const lesson = (subject: string, observation?: Observation): Lesson => {
    const limits = withheld.get(subject) ?? [];
    for (const { families, findings } of limits) {
      if (findings.some((id) => firing.has(id))) continue;
      const { start: windowStart, end: windowEnd } = entry.read.window;
      held.push({ windowStart, windowEnd, observation: observation ?? absence(subject), families, findings });
    }
    const free = allFamilies.filter((family) => !limits.some((w) => w.families.includes(family)));
    return { subject, ...(observation ? { observation } : {}), families: new Set(free) };
  };
  const seen = entry.observations.map((observation) => lesson(observation.subject, observation));
  const present = new Set(entry.observations.map((observation) => observation.subject));
  const absent = [...withheld.keys()]
    .filter((subject) => !present.has(subject))
    .map((subject) => lesson(subject));
  return { lessons: [...seen, ...absent], held };
}

/** What a window showed of a subject that it did not list. */
const absence = (subject: string): Observation => ({
  subject,
  seen: false,
  outcomes: noOutcomes,
  latency: [],
  latencySumSeconds: 0,
});

/** Drops what was held for findings that fired, teaches what was held for findings that did not. */
function settleHeld(baseline: Baseline, record: StepRecord): Baseline {
  if (baseline.held.length === 0) return baseline;
  const statusOf = new Map(record.open.findings.map((f) => [f.id, f.status] as const));
  for (const t of record.transitions) if (t.status === 'firing') statusOf.set(t.id, 'firing');
  const kept: Held[] = [];
  let next = baseline;
  for (const held of baseline.held) {
    const statuses = held.findings.map((id) => statusOf.get(id));
    if (statuses.includes('firing')) continue;
    if (statuses.includes('pending')) kept.push(held);
    else next = release(next, held);
  }
  return { ...next, held: kept };
}

function release(baseline: Baseline, held: Held): Baseline {
  const lesson = {
    subject: held.observation.subject,
    observation: held.observation,
    families: new Set(held.families),
  };
  const slot = slotOf({ start: held.windowStart, end: held.windowEnd });
  const slots = new Map(baseline.slots).set(slot, learnLate(slotPart(baseline, slot), lesson));
  return { ...baseline, pooled: learnLate(pooledPart(baseline), lesson), slots };
}
