import { pooledPart } from '../../baseline/current';
import type { Assessment } from '../../model/assessment';
import type { Baseline } from '../../model/baseline';
import type { Observation } from '../../model/observation';
import type { Read } from '../../model/read';
import type { Settings } from '../../model/settings';
import { splitSubjectKey } from '../../model/subject';
import { type Former, formerOf, type Norms } from './agreement';

/** What a read showed beside what is known: all that renames are looked for in. */
export interface Scene extends Norms {
  readonly baseline: Baseline;
  /** What was seen in this read, by subject. */
  readonly seen: ReadonlyMap<string, Observation>;
  /** Services and edges that were seen and do not belong to the system. */
  readonly newServices: ReadonlySet<string>;
  readonly newEdges: ReadonlySet<string>;
  isLearned(subject: string): boolean;
  /** Edges of the system that touch a service, and edges seen in this read that are new and touch it. */
  learnedEdges(service: string): readonly string[];
  appearedEdges(service: string): readonly string[];
  former(subject: string): Former | undefined;
}

/** What a scene is made of. */
export interface Shown {
  readonly assessments: readonly Assessment[];
  readonly observations: readonly Observation[];
  readonly baseline: Baseline;
  readonly read: Read;
  /** Whether the window only teaches. */
  readonly learning: boolean;
  readonly settings: Settings;
}

/** Indexes a read by service. O(subjects). */
export function sceneOf({
  assessments,
  observations,
  baseline,
  read,
  settings,
}: Omit<Shown, 'learning'>): Scene {
  const norms = { pooled: pooledPart(baseline), window: read.window, settings };
  const found = (kind: string): Set<string> =>
    new Set(assessments.filter((a) => a.verdict === 'anomalous' && a.kind === kind).map((a) => a.subject));
  const isLearned = (subject: string): boolean => {
    const standing = baseline.known.get(subject)?.standing;
    return standing === 'learned' || standing === 'approved';
  };
  const newEdges = found('new-edge');
  const learned = byService([...baseline.known.keys()].filter(isLearned).sort());
  const appeared = byService([...newEdges].sort());
  const formers = new Map<string, Former | undefined>();
  return {
    ...norms,
    baseline,
    seen: new Map(observations.filter((o) => o.seen).map((o) => [o.subject, o] as const)),
    newServices: found('new-node'),
    newEdges,
    isLearned,
    learnedEdges: (service) => learned.get(service) ?? [],
    appearedEdges: (service) => appeared.get(service) ?? [],
    former(subject) {
      if (!formers.has(subject)) formers.set(subject, formerOf(subject, norms));
      return formers.get(subject);
    },
  };
}

function byService(subjects: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const edges = new Map<string, string[]>();
  for (const subject of subjects) {
    const { source, target } = splitSubjectKey(subject);
    if (source === undefined) continue;
    for (const service of new Set([source, target])) {
      const own = edges.get(service);
      if (own) own.push(subject);
      else edges.set(service, [subject]);
    }
  }
  return edges;
}
