import type { Baseline, Held } from '../model/baseline';
import type { Family, Observation } from '../model/observation';
import { noOutcomes } from '../model/outcomes';
import type { Entry, StepRecord, Withheld } from '../model/record';
import { pooledPart } from './current';
import { type Lesson, learnLate } from './part';
import { winsorised } from './winsorise';

const allFamilies: readonly Family[] = ['presence', 'volume', 'latency', 'outcomes', 'fanOut'];

/**
 * What a settled window teaches of each subject, and what waits: families that only pending findings withhold are
 * held until these fire (dropped) or do not (taught).
 */
export function lessonsOf(entry: Entry, record: StepRecord): { lessons: Lesson[]; held: Held[] } {
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
export function settleHeld(baseline: Baseline, record: StepRecord): Baseline {
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
  const pooled = pooledPart(baseline);
  const { subject } = held.observation;
  const lesson = {
    subject,
    observation: winsorised(held.observation, pooled.norms.get(subject)),
    families: new Set(held.families),
  };
  const window = { start: held.windowStart, end: held.windowEnd };
  return { ...baseline, pooled: learnLate(pooled, window, lesson) };
}
