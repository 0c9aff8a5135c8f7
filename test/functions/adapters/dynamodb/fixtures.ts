import { byRoute } from '../../../../analysis/baseline/peaks';
import type { Baseline, Known, Norm, Part } from '../../../../analysis/model/baseline';
import type { Course, DayTotals } from '../../../../analysis/model/drift';
import type { Finding, Incident } from '../../../../analysis/model/finding';
import type { Observation } from '../../../../analysis/model/observation';
import type { Entry, Message, StepRecord } from '../../../../analysis/model/record';
import type { EntryShapes } from '../../../../analysis/model/trace-shape';
import { noPeaks } from '../../../../analysis/stats/peaks-over-threshold';
import type { Lease, Memory } from '../../../../functions/watch/ports';
import { startedAt } from './local-table';

export const subjectOf = (index: number): string =>
  `orders-${index % 50}|AWS::Lambda::Function|111122223333>table-${index}|AWS::DynamoDB::Table|111122223333`;

/** Observations of `count` different edges, with histograms that differ. */
export const observations = (count: number): readonly Observation[] =>
  Array.from({ length: count }, (_, index) => observation(subjectOf(index), index));

export const observation = (subject: string, index = 0): Observation => ({
  subject,
  seen: true,
  outcomes: {
    ok: 20 + (index % 7),
    error: index % 3,
    throttle: 0,
    fault: 1,
    total: 21 + (index % 7) + (index % 3),
  },
  latency: Array.from({ length: 12 }, (_, bucket) => [
    200 + bucket * 3 + ((index * 7) % 5),
    1 + ((index * 31 + bucket * 17) % 23),
  ]),
  latencySumSeconds: 1.25 + ((index * 7_919) % 1_000) / 1_024,
});

export function entry(start: number, seen: readonly Observation[]): Entry {
  return {
    read: { window: { start, end: start + 300 }, kind: 'settlement', lagSeconds: 180 },
    learning: false,
    teaches: true,
    gap: false,
    observations: seen,
    requests: 21,
    lateCalls: [],
    anomalies: [],
    verdicts: { normal: seen.length, learning: 2 },
    withheld: [],
    rejects: [],
    decisions: [],
  };
}

export const record = (sequence: number, changes: Partial<StepRecord> = {}): StepRecord => ({
  sequence,
  scope: '111122223333/eu-west-1/Default',
  cursor: { dueAt: startedAt + sequence * 300, windowStart: startedAt + sequence * 300, origin: startedAt },
  entries: [entry(startedAt + sequence * 300, observations(3))],
  transitions: [],
  messages: [],
  open: { findings: [], incidents: [] },
  ...changes,
});

export const finding = (id: string, changes: Partial<Finding> = {}): Finding => ({
  type: 'finding',
  key: `key-of-${id}`,
  id,
  kind: 'new-edge',
  subject: subjectOf(1),
  status: 'firing',
  revision: 1,
  startsAt: startedAt,
  detectedAt: startedAt + 360,
  severity: 'high',
  confidence: 0.99,
  target: { name: 'table-1', type: 'AWS::DynamoDB::Table' },
  observed: { value: 21, unit: 'calls', count: 21 },
  expected: { lower: 0, center: 0, upper: 0, unit: 'calls', windows: 288 },
  score: 12,
  why: 'never seen in 288 windows',
  hits: [startedAt],
  clean: 0,
  calm: 0,
  age: 1,
  ...changes,
});

export const incident = (id: string, changes: Partial<Incident> = {}): Incident => ({
  type: 'incident',
  key: `key-of-${id}`,
  id,
  status: 'firing',
  revision: 1,
  startsAt: startedAt,
  detectedAt: startedAt + 360,
  severity: 'high',
  confidence: 0.9,
  findings: ['f1'],
  origins: [{ name: 'table-1', score: 0.8 }],
  ...changes,
});

export const message = (id: string, changes: Partial<Message> = {}): Message => ({
  id,
  topic: 'alerts',
  subject: `about ${id}`,
  body: `orders called payments for the first time (${id})`,
  attributes: { severity: 'high', revision: 1 },
  ...changes,
});

export const known = (subject: string, changes: Partial<Known> = {}): Known => ({
  subject,
  standing: 'learned',
  firstSeen: startedAt - 86_400,
  lastSeen: startedAt,
  windows: 288,
  lastSettled: 288,
  longestSilence: 2,
  ...changes,
});

export const knownOf = (...all: readonly Known[]): Baseline['known'] =>
  new Map(all.map((one) => [one.subject, one]));

export const norm = (index: number): Norm => ({
  since: 1,
  withheld: 0,
  counts: [[265, 10]],
  calls: { n: 10 + index, sum: 200.5, sumOfSquares: 4_100.25 },
  trials: { n: 10, sum: 200, sumOfSquares: 4_100 },
  fault: { k: 1, k2n: 0.05 },
  error: { k: 0, k2n: 0 },
  throttle: { k: 0, k2n: 0 },
  asked: { n: 10, sum: 100, sumOfSquares: 1_010 },
  perRequest: { k: 200, k2n: 401.5 },
  fanOuts: [[414, 10]],
  timed: { n: 10, sum: 200, sumOfSquares: 4_100 },
  latency: [[200 + index, 12.5]],
  means: [[265, 10]],
  tail: [0.5, 0.25],
});

export const part = (...subjects: readonly string[]): Part => ({
  epoch: 1,
  generation: 0,
  windows: 12.5,
  seen: { rhythm: [12.5], days: 2, lastDay: 19_680 },
  norms: new Map(subjects.map((subject, index) => [subject, norm(index)])),
});

const day: DayTotals = {
  seconds: 86_400,
  calls: 200,
  trials: 190,
  faults: 1,
  timed: 288,
  logSeconds: -640.25,
};
const course: Course = {
  today: day,
  missed: 300,
  reference: [day, day, day, day, day, day, day],
  frozen: true,
  recent: [[2, day]],
};

/** What is known of the requests that enter at `a||`. */
export const shapes: EntryShapes = {
  since: 300,
  taught: true,
  finished: 3_600,
  windows: 11,
  traces: 40,
  beyond: 0,
  shapes: [
    { services: ['a||', 'b||'], standing: 'learned', traces: 38, firstSeen: 300, lastSeen: 3_600 },
    { services: ['a||', 'c||'], standing: 'candidate', traces: 1, firstSeen: 3_600, lastSeen: 3_600 },
  ],
};

export const baseline = (watermark: number, changes: Partial<Baseline> = {}): Baseline => ({
  version: 3,
  watermark,
  epoch: 1,
  settled: 12,
  learnedUntil: 12,
  learnedSeconds: 3_600,
  rebased: ['r1'],
  peaks: byRoute((route, family) =>
    route === 'alone' && family === 'volume'
      ? { n: 12, clusters: 1, excess: 0.5, last: 7, peak: 0.5 }
      : noPeaks,
  ),
  heldPeaks: [
    {
      family: 'latency',
      findings: ['f1'],
      scored: { at: 11, hour: 3, scores: { alone: 3, repeated: 0, lasting: 2 } },
    },
  ],
  pooled: part('a||', 'a||>b||'),
  known: knownOf(known('a||'), known('a||>b||')),
  held: [],
  drift: { day: 3, seconds: 300, courses: new Map([['a||', course]]) },
  shapes: new Map(),
  ...changes,
});

/** The lease that a test's run holds. */
export async function leaseOf(memory: Memory, owner = 'run-1', now = startedAt): Promise<Lease> {
  const lease = await memory.acquire(owner, now, 60);
  if (lease === undefined) throw new Error(`${owner} did not get the lease`);
  return lease;
}

export async function all<T>(values: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const value of values) found.push(value);
  return found;
}
