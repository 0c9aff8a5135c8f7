import type { Assessment } from '../../model/assessment';
import type { Finding, Resolution } from '../../model/finding';
import type { Rename } from '../../model/rename';
import { serviceOfKey } from '../../model/service';
import { negativeBinomialTails } from '../../stats/negative-binomial';
import { matched } from './match';
import { Renamings } from './renamings';
import { type Scene, type Shown, sceneOf } from './scene';
import { renamesIn } from './together';

/** The answers of a read with renames as one answer each, and the open findings that end by that, with the reason. */
export interface Judged {
  readonly assessments: readonly Assessment[];
  readonly ended: ReadonlyMap<string, Resolution>;
}

/** More calls than this probability under the old edge's norm, and the new one is more than a new name. */
const beyondLevel = 1e-6;

/**
 * How an open rename stands: it goes on, nobody was seen, the old name is back, or it was none, because both are there
 * or the new one has more calls than a new name explains.
 */
type Course = 'holds' | 'unseen' | 'back-to-normal' | 'not-confirmed';

/**
 * Finds renames among what is new in a read, and judges the open ones ({@link matched} states the rule): one answer of
 * kind `rename` for all services that were renamed together, instead of those for each new service and edge, for the
 * silence of the old ones, and for the new trace shapes they make. A settlement decides; an earlier read, and a
 * settlement that shows an old edge fading while the new one grows, wait for the next. An open rename covers what its
 * services called before under the old name, and ends when an old edge is seen again or a new one has far more calls
 * than the old ever had: then the new edges fire as they are. Pure. O(subjects) where there is something new, O(1) elsewhere.
 */
export function withRenames(shown: Shown, findings: readonly Finding[]): Judged {
  const { assessments, learning } = shown;
  const open = findings.filter((f) => f.kind === 'rename');
  const isNew = assessments.some((a) => a.kind === 'new-node' && a.verdict === 'anomalous');
  if (learning || (open.length === 0 && !isNew)) return { assessments, ended: new Map() };
  const scene = sceneOf(shown);
  const { read, settings } = shown;
  const settles = read.kind === 'settlement';
  const courses = open.map((f) => ({ ...f, course: settles ? courseOf(f, scene) : ('holds' as const) }));
  const standing = courses.filter(({ course }) => course === 'holds');
  const given = new Renamings(standing.flatMap(({ rename }) => pairsOf(rename)));
  const isLate = !settles && read.lagSeconds > settings.settleLagSeconds;
  const found = isLate ? { renamed: given, fading: given } : matched(scene, given);
  const told = settles ? found.renamed : given;
  const begun = settles ? renamesIn(found.renamed, scene, given) : [];
  const own = [
    ...(settles ? standing : []).flatMap(({ rename, subject }) =>
      rename ? answerOf(rename, subject, scene) : [],
    ),
    ...begun.map((rename) => answerOf(rename, leadOf(rename), scene)),
  ];
  const held = new Renamings([...found.renamed.pairs, ...found.fading.pairs]);
  const answers = replacedBy(
    own,
    assessments.flatMap((a) => covered(a, { told, held }, scene)),
  );
  const ended = new Map([
    ...findings.filter((f) => ends(f, told, scene)).map(({ id }) => [id, 'renamed'] as const),
    ...courses.flatMap(({ id, course }) =>
      course === 'holds' || course === 'unseen' ? [] : [[id, course] as const],
    ),
  ]);
  return { assessments: answers, ended };
}

const pairsOf = (rename: Rename | undefined): (readonly [string, string])[] =>
  (rename?.services ?? []).map(({ from, to }) => [to, from] as const);

function courseOf({ rename }: Finding, scene: Scene): Course {
  const edges = rename?.edges ?? [];
  const now = edges.filter(({ to }) => scene.seen.has(to));
  if (edges.some(({ from }) => scene.seen.has(from)))
    return now.length > 0 ? 'not-confirmed' : 'back-to-normal';
  if (now.length === 0) return 'unseen';
  return now.some(({ from, to }) => isBeyond(from, to, scene)) ? 'not-confirmed' : 'holds';
}

function isBeyond(from: string, to: string, scene: Scene): boolean {
  const former = scene.former(from);
  const k = scene.seen.get(to)?.outcomes.total ?? 0;
  return (
    former !== undefined && k > former.mean && negativeBinomialTails({ k, ...former }).upper < beyondLevel
  );
}

/** The service that a rename is told of: an external host, else the first that is no client, which stands for many. */
function leadOf({ services }: Rename): string {
  const typeOf = (key: string): string | undefined => serviceOfKey(key).type;
  const host = services.find(({ to }) => typeOf(to) === 'remote');
  const inside = services.find(({ to }) => typeOf(to) !== 'client');
  return (host ?? inside ?? services[0])?.to ?? '';
}

function answerOf(rename: Rename, subject: string, scene: Scene): Assessment {
  const formers = rename.edges.flatMap(({ from }) => scene.former(from) ?? []);
  const calls = rename.edges.reduce((sum, { to }) => sum + (scene.seen.get(to)?.outcomes.total ?? 0), 0);
  const center = formers.reduce((sum, { mean }) => sum + mean, 0);
  const spread = 3 * Math.sqrt(formers.reduce((sum, { mean, phi }) => sum + mean + phi * mean * mean, 0));
  const windows = Math.min(...formers.map((former) => former.windows));
  const p = Math.min(1, ...formers.map(({ silence }) => silence));
  return {
    subject,
    signal: 'presence',
    verdict: 'anomalous',
    kind: 'rename',
    observed: { value: calls, unit: 'calls', count: calls },
    expected: { lower: Math.max(0, center - spread), center, upper: center + spread, unit: 'calls', windows },
    p,
    matters: true,
    why: `new edges in the place of silent ones: ${rename.edges.length}, with ${calls} calls against ${center.toFixed(1)} on average; chance of one silent window ${p.toPrecision(2)}`,
    rename,
  };
}

interface Covering {
  readonly told: Renamings;
  readonly held: Renamings;
}

/** An answer that a rename explains or may explain, as such; any other as it is. */
function covered(a: Assessment, { told, held }: Covering, scene: Scene): Assessment[] {
  if (a.verdict !== 'anomalous') return [a];
  const { subject, signal } = a;
  const words = (verdict: Assessment['verdict'], why: string): Assessment[] => [
    { subject, signal, verdict, why },
  ];
  if (a.shapes !== undefined) {
    const shapes = a.shapes.filter(({ services }) => !services.some((key) => held.oldOf(key) !== undefined));
    if (shapes.length === a.shapes.length) return [a];
    return shapes.length > 0 ? [{ ...a, shapes }] : words('normal', 'new by the name of a service only');
  }
  if (isCovered(a.kind, subject, told, scene)) return words('normal', 'part of what looks like a rename');
  return isCovered(a.kind, subject, held, scene)
    ? words('insufficientData', 'may be a rename: the next look decides')
    : [a];
}

/** Tells whether a service or edge is new, or gone, only by the names of renamed services. */
function isCovered(kind: string | undefined, subject: string, by: Renamings, scene: Scene): boolean {
  if (kind === 'new-edge' || kind === 'new-node')
    return by.before(subject) !== subject && scene.isLearned(by.before(subject));
  const after = by.after(subject);
  return (
    kind === 'vanished-edge' &&
    after !== subject &&
    (scene.seen.has(after) || scene.baseline.known.has(after))
  );
}

/** Tells whether a rename takes the place of an open finding. */
const ends = (f: Finding, told: Renamings, scene: Scene): boolean =>
  f.kind === 'new-shape'
    ? f.shape?.service !== undefined && told.oldOf(f.shape.service) !== undefined
    : isCovered(f.kind, f.subject, told, scene);

/** The answers with those on renames in the place of what they are about. */
function replacedBy(own: readonly Assessment[], answers: readonly Assessment[]): readonly Assessment[] {
  if (own.length === 0) return answers;
  const about = new Map(own.map((a) => [a.subject, a] as const));
  const others = answers.filter((a) => a.signal !== 'presence' || !about.has(a.subject));
  return [...about.values(), ...others].sort((a, b) =>
    a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0,
  );
}
