import { serviceOfKey } from '../../model/service';
import { splitSubjectKey } from '../../model/subject';
import { countsAgree, isFading, latenciesAgree } from './agreement';
import { Renamings } from './renamings';
import type { Scene } from './scene';

/** How an edge of an old service fared: another one took its place, is about to, or none did. */
type Fate = 'replaced' | 'fading' | 'stays' | 'lost';

/** More new services than this in one window are not looked at, so that they cost nothing; they fire as they are. */
const mostNew = 50;
/** Calls that an external host must have been seen with, so that its latencies say something. */
const fewestToHost = 20;

const isHost = (service: string): boolean => serviceOfKey(service).type === 'remote';

/**
 * Pairs new services with the old ones whose place they took. A pair needs the same neighbours: each edge that the old
 * service has in nearly every window is silent and has a new one in its place, with as many calls and like latencies,
 * and the silence of one of them at least is no chance; neighbours that were renamed too count as the same. The new
 * service was first seen within the windows of confirmation around the last sight of the old one. `fading` pairs are
 * those in which an old edge has lost so many calls as the new one has, and still has others.
 *
 * A new external host takes the place of another external host only, never of a service inside; the old one must be
 * silent altogether, the new one must have no edge that the old had not, and twenty calls on each; and there must be no
 * other pair that would do for either of them. So a new host beside a vanished edge of somebody else, with another
 * number of calls or other latencies, or beside more new hosts than old ones, is not taken for a rename.
 * What is given is taken for sure. Of inside services that fit several, names decide ({@link alike}).
 * O(new services x edges of their neighbours), of at most fifty new services.
 */
export function matched(
  scene: Scene,
  given: Renamings,
): { readonly renamed: Renamings; readonly fading: Renamings } {
  const found = (fading: boolean): Renamings => settled(scene, grown(scene, given, fading), given, fading);
  return { renamed: found(false), fading: found(true) };
}

/** Pairs found from neighbours that kept their names, then from those that were paired. */
function grown(scene: Scene, given: Renamings, fading: boolean): Renamings {
  const found = new Renamings(given.pairs);
  const fresh = [...scene.newServices].filter((service) => isFresh(service, scene)).sort();
  if (fresh.length > mostNew) return found;
  for (let before = -1; before < found.pairs.length; ) {
    before = found.pairs.length;
    const open = fresh.filter((service) => found.oldOf(service) === undefined);
    const fits = open.map((to) => [to, fitting(to, found, scene, fading)] as const);
    for (const [to, candidates] of fits) {
      const [from] = candidates.filter((old) => !found.isReplaced(old));
      const rivals = fits.filter(
        ([other, olds]) => other !== to && olds.some((old) => candidates.includes(old)),
      );
      const isSure = candidates.length === 1 && rivals.length === 0;
      if (from !== undefined && (isSure || !isHost(to))) found.add(to, from);
    }
  }
  return found;
}

/** The pairs that hold beside all others; one that falls may take others with it. */
function settled(scene: Scene, found: Renamings, given: Renamings, fading: boolean): Renamings {
  let kept = found;
  for (;;) {
    const holding = kept.pairs.filter(
      ([to, from]) =>
        given.oldOf(to) !== undefined || holds({ to, from }, kept, scene, { fading, whole: true }),
    );
    if (holding.length === kept.pairs.length) return kept;
    kept = new Renamings(holding);
  }
}

/** Old services that a new one could have taken the place of, those of its own type first. */
function fitting(to: string, found: Renamings, scene: Scene, fading: boolean): string[] {
  const candidates = new Set<string>();
  for (const edge of scene.appearedEdges(to)) {
    const { kind, source, target } = splitSubjectKey(edge);
    const neighbour = source === to ? target : (source ?? '');
    const before = found.oldOf(neighbour) ?? neighbour;
    if (neighbour === to || (scene.newServices.has(neighbour) && before === neighbour)) continue;
    for (const old of scene.learnedEdges(before)) {
      if (!isLeaving(old, scene, fading)) continue;
      const other = splitSubjectKey(old);
      const from = source === to ? other.source : other.target;
      const sameSide = source === to ? other.target === before : other.source === before;
      if (from !== undefined && other.kind === kind && sameSide) candidates.add(from);
    }
  }
  return [...candidates]
    .filter((from) => holds({ to, from }, found, scene, { fading, whole: false }))
    .sort((a, b) => alike(b, to) - alike(a, to) || (a < b ? -1 : 1));
}

/** How alike two services are by name: the letters they begin and end with in common; another type counts for less. */
function alike(from: string, to: string): number {
  const [then, now] = [serviceOfKey(from), serviceOfKey(to)];
  const shortest = Math.min(then.name.length, now.name.length);
  let [first, last] = [0, 0];
  while (first < shortest && then.name[first] === now.name[first]) first += 1;
  while (last < shortest - first && then.name.at(-1 - last) === now.name.at(-1 - last)) last += 1;
  return (first + last) / shortest + (then.type === now.type ? 1 : 0);
}

/** Tells whether an old edge is silent, or about to be where that is asked. */
function isLeaving(old: string, scene: Scene, fading: boolean): boolean {
  const shown = scene.seen.get(old);
  const former = shown && fading ? scene.former(old) : undefined;
  return shown === undefined || (former !== undefined && isFading(shown.outcomes.total, former));
}

interface Pair {
  readonly to: string;
  readonly from: string;
}

interface Asked {
  /** Whether an old edge may still have calls. */
  readonly fading: boolean;
  /** Whether all pairs are known, so that a neighbour that is silent and in no pair is lost. */
  readonly whole: boolean;
}

/** Tells whether one service took the place of another, beside the pairs found so far. */
function holds({ to, from }: Pair, found: Renamings, scene: Scene, { fading, whole }: Asked): boolean {
  if (!mayReplace({ to, from }, scene)) return false;
  const beside = new Renamings([...found.pairs.filter(([other]) => other !== to), [to, from]]);
  const fates = scene.learnedEdges(from).map((old) => ({ old, fate: fateOf(old, beside, scene, whole) }));
  if (fates.some(({ fate }) => fate === 'lost' || (fate === 'fading' && !fading))) return false;
  const moved = fates.filter(({ fate }) => fate === 'replaced' || fate === 'fading').map(({ old }) => old);
  if (moved.length === 0) return false;
  return !isHost(to) || isSafeHost({ to, from }, beside, scene, moved);
}

/** An external host: the old one is silent altogether, the new one has nothing else, and there are enough calls. */
function isSafeHost({ to, from }: Pair, beside: Renamings, scene: Scene, moved: readonly string[]): boolean {
  const isSilent = !scene.seen.has(from) && scene.learnedEdges(from).every((edge) => !scene.seen.has(edge));
  const hasNothingElse = scene.appearedEdges(to).every((edge) => scene.isLearned(beside.before(edge)));
  const calls = moved.map((old) => scene.seen.get(beside.after(old))?.outcomes.total ?? 0);
  return isSilent && hasNothingElse && calls.every((count) => count >= fewestToHost);
}

function mayReplace({ to, from }: Pair, scene: Scene): boolean {
  const [now, then] = [serviceOfKey(to).type, serviceOfKey(from).type];
  if ((now === 'client') !== (then === 'client') || (now === 'remote' && then !== 'remote')) return false;
  if (!scene.isLearned(from)) return false;
  const lastSeen = scene.seen.has(from)
    ? scene.window.start
    : (scene.baseline.known.get(from)?.lastSeen ?? 0);
  return Math.abs(firstSeen(to, scene) - lastSeen) <= graceSeconds(scene);
}

/** What became of an old edge: see {@link Fate}. Edges that are often silent need no other in their place. */
function fateOf(old: string, beside: Renamings, scene: Scene, whole: boolean): Fate {
  const former = scene.former(old);
  const calls = scene.seen.get(old)?.outcomes.total ?? 0;
  const taken = scene.newEdges.has(beside.after(old)) ? scene.seen.get(beside.after(old)) : undefined;
  if (former === undefined) return scene.seen.has(old) || taken === undefined ? 'stays' : 'lost';
  if (taken === undefined) {
    if (scene.seen.has(old) || !former.isRegular) return 'stays';
    return whole || !isUnresolved(old, beside, scene) ? 'lost' : 'stays';
  }
  const together = taken.outcomes.total + calls;
  if (!countsAgree(together, former, scene.settings)) return 'lost';
  if (!latenciesAgree(taken, old, scene)) return 'lost';
  if (!scene.seen.has(old)) return former.isRegular ? 'replaced' : 'stays';
  return isFading(calls, former) ? 'fading' : 'lost';
}

/** Tells whether the other end of a silent edge fell silent itself and may still be found under a new name. */
function isUnresolved(old: string, beside: Renamings, scene: Scene): boolean {
  const { source = '', target } = splitSubjectKey(old);
  return [source, target].some((service) => !scene.seen.has(service) && !beside.isReplaced(service));
}

const firstSeen = (service: string, { baseline, window }: Scene): number =>
  baseline.known.get(service)?.firstSeen ?? window.start;

const graceSeconds = ({ settings }: Scene): number => settings.confirm.windows * settings.windowSeconds;

/** A service that has been there for longer than confirmation takes is nobody's new name. */
const isFresh = (service: string, scene: Scene): boolean =>
  scene.window.start - firstSeen(service, scene) <= graceSeconds(scene);
