import fc from 'fast-check';
import { observableWindows } from '../../analysis/baseline/part';
import { winsorised } from '../../analysis/baseline/winsorise';
import { reachOf, topologyOf } from '../../analysis/incident/topology';
import type { Finding } from '../../analysis/model/finding';
import type { Family, Observation } from '../../analysis/model/observation';
import { isSettlement, run, type Stride, unfading } from './drive';
import { type Plan, plans } from './history';

/** What a subject was taught, counted without the baseline. */
interface Taught {
  windows: number;
  readonly calls: { sum: number };
  readonly trials: { n: number; sum: number };
  readonly fault: { k: number };
  readonly timed: { n: number; sum: number };
  readonly asked: { n: number; sum: number };
  readonly perRequest: { k: number };
}

const isNew = ({ kind }: Finding): boolean => kind === 'new-edge' || kind === 'new-node';

/** Which families of which subjects the open findings of a window keep from teaching, in the end. */
function blocked(taken: Stride, innocent: ReadonlySet<string>): (subject: string, family: Family) => boolean {
  const [entry] = taken.record.entries;
  const seen = entry?.observations.map(({ subject }) => subject) ?? [];
  const topology = topologyOf([...taken.before.baseline.known.keys(), ...seen]);
  const reaches = taken.record.open.findings
    .filter((finding) => !innocent.has(finding.id) && !isNew(finding))
    .map((finding) => reachOf(finding, topology).subjects);
  return (subject, family) => reaches.some((reach) => reach.get(subject)?.has(family) ?? false);
}

/** The brute-force twin: adds up, window by window, what trouble did not keep from teaching. */
function twin(strides: readonly Stride[]): Map<string, Taught> {
  const findings = strides.flatMap(({ record }) => record.transitions).filter((t) => t.type === 'finding');
  const fired = new Set(findings.filter(({ status }) => status === 'firing').map(({ id }) => id));
  const ended = findings.filter(({ status }) => status === 'resolved').map(({ id }) => id);
  const innocent = new Set(ended.filter((id) => !fired.has(id)));
  const taught = new Map<string, Taught>();
  for (const taken of strides.filter(isSettlement)) {
    const observations = taken.record.entries[0]?.observations ?? [];
    if (observations.length === 0) continue;
    const isBlocked = blocked(taken, innocent);
    for (const { subject, outcomes, latency, requests = 0 } of observations) {
      const sums = taught.get(subject) ?? {
        windows: 0,
        calls: { sum: 0 },
        trials: { n: 0, sum: 0 },
        fault: { k: 0 },
        timed: { n: 0, sum: 0 },
        asked: { n: 0, sum: 0 },
        perRequest: { k: 0 },
      };
      taught.set(subject, sums);
      const mass = latency.reduce((sum, [, count]) => sum + count, 0);
      if (!isBlocked(subject, 'volume')) {
        sums.calls.sum += outcomes.total;
      }
      if (!isBlocked(subject, 'outcomes') && outcomes.total > 0) {
        sums.trials.n += 1;
        sums.trials.sum += outcomes.total;
        sums.fault.k += outcomes.fault;
      }
      if (!isBlocked(subject, 'latency') && mass > 0) {
        sums.timed.n += 1;
        sums.timed.sum += mass;
      }
      if (!isBlocked(subject, 'fanOut') && outcomes.total > 0 && requests > 0) {
        sums.asked.n += 1;
        sums.asked.sum += requests;
        sums.perRequest.k += outcomes.total;
      }
    }
    for (const [subject, sums] of taught) if (!isBlocked(subject, 'volume')) sums.windows += 1;
  }
  return taught;
}

/** What the baseline holds of each subject at the end of a history. */
function learned(plan: Plan): { strides: Stride[]; norms: Map<string, Taught> } {
  const strides = run(plan, { settings: unfading });
  const pooled = strides.at(-1)?.after.baseline.pooled;
  const norms = new Map<string, Taught>();
  for (const [subject, norm] of pooled?.norms ?? []) {
    const { calls, trials, fault, timed, asked, perRequest } = norm;
    norms.set(subject, {
      windows: pooled ? observableWindows(pooled, norm) : 0,
      calls: { sum: calls.sum },
      trials: { n: trials.n, sum: trials.sum },
      fault: { k: fault.k },
      timed: { n: timed.n, sum: timed.sum },
      asked: { n: asked.n, sum: asked.sum },
      perRequest: { k: perRequest.k },
    });
  }
  return { strides, norms };
}

/** Subjects of which a window that teaches lies so far out that it is drawn in, now or when it is released. */
function drawnIn(strides: readonly Stride[]): ReadonlySet<string> {
  const settled = strides.filter(isSettlement);
  const isDrawn = (observation: Observation, from: number): boolean =>
    settled.slice(from).some(({ before: { baseline } }) => {
      return winsorised(observation, baseline.pooled.norms.get(observation.subject)) !== observation;
    });
  const nobody: ReadonlySet<string> = new Set();
  return new Set(
    settled.flatMap((taken, i) => {
      const isBlocked = blocked(taken, nobody);
      const seen = taken.record.entries[0]?.observations ?? [];
      const teaching = seen.filter(
        (o) => !isBlocked(o.subject, 'volume') || !isBlocked(o.subject, 'outcomes'),
      );
      return teaching.filter((o) => isDrawn(o, i)).map(({ subject }) => subject);
    }),
  );
}

/** What does not hang on how far a window was drawn in. */
const windowsOnly = ({ windows, trials, timed, asked, perRequest }: Taught) => ({
  windows,
  trials: trials.n,
  timed,
  asked,
  perRequest,
});

describe('Law 7: trouble never teaches', () => {
  test('exactly what open findings explain is withheld, from their first window on, and all else is learned, drawn in where it lies far out', () => {
    fc.assert(
      fc.property(plans(), (plan) => {
        const { strides, norms } = learned(plan);
        const drawn = drawnIn(strides);
        const counted = (all: ReadonlyMap<string, Taught>) =>
          Object.fromEntries([...all].map(([s, of]) => [s, drawn.has(s) ? windowsOnly(of) : of]));
        expect(counted(norms)).toEqual(counted(twin(strides)));
      }),
      { numRuns: 60 },
    );
  });
});
