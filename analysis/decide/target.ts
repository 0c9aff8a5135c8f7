import type { FindingKind } from '../model/assessment';
import type { About } from '../model/decision';
import type { Finding, Incident } from '../model/finding';
import { serviceOfKey } from '../model/service';
import { splitSubjectKey } from '../model/subject';

/** What a person may speak of: episodes, and edges and nodes that were seen. */
export interface Speakable {
  readonly episodes: readonly (Finding | Incident)[];
  /** Keys of known subjects. */
  readonly subjects: readonly string[];
}

/** What a word does: `standing` and `levels` act on subjects, `episode` on findings and their recurrences. */
export type Reach = 'standing' | 'levels' | 'episode';

export type Target = { readonly about: About } | { readonly mistake: string };

/** Kinds whose standing a person decides; a shape of traces may be approved, and there is nothing of it to deny. */
const standingKinds: readonly FindingKind[] = ['new-edge', 'new-node', 'new-shape'];
const nothing: About = { subjects: [], services: [], findings: [] };

/**
 * Understands what a person names: a finding or incident by id or key, a call as `caller -> callee`, or a service. Names
 * are those of alerts, upper and lower case alike; a call that nobody has seen is named by its whole key,
 * `name|type|account>name|type|account`. A name that fits several types means all of them.
 * @example targetOf('cart', { episodes: [], subjects: ['cart|AWS::Lambda|'] }, 'episode') // => { about: { subjects: [], services: ['cart|AWS::Lambda|'], findings: [] } }
 */
export function targetOf(text: string, { episodes, subjects }: Speakable, reach: Reach): Target {
  const named = text.trim();
  const episode = episodes.find(({ id, key }) => id === named || key === named);
  if (episode) return ofEpisode(episode, episodes, reach);
  if (/^[0-9a-f]{16}$/.test(named))
    return { mistake: `there is no finding or incident '${named}' in this scope` };
  if (named.includes('|')) return ofKey(named, subjects, reach);
  const arrow = /^(.+?)\s*->\s*(.+)$/.exec(named);
  return arrow ? ofCall(arrow[1] ?? '', arrow[2] ?? '', subjects) : ofService(named, subjects);
}

/** Several names as one. */
export function targetsOf(texts: readonly string[], known: Speakable, reach: Reach): Target {
  const found = texts.map((text) => targetOf(text, known, reach));
  const mistakes = found.flatMap((target) => ('mistake' in target ? [target.mistake] : []));
  if (mistakes.length > 0) return { mistake: mistakes.join('; ') };
  const abouts = found.flatMap((target) => ('about' in target ? [target.about] : []));
  const all = (of: (about: About) => readonly string[]): string[] => [...new Set(abouts.flatMap(of))].sort();
  const entries = all((a) => a.entries ?? []);
  return {
    about: {
      subjects: all((a) => a.subjects),
      services: all((a) => a.services),
      findings: all((a) => a.findings),
      ...(entries.length > 0 ? { entries } : {}),
    },
  };
}

function ofEpisode(
  episode: Finding | Incident,
  episodes: readonly (Finding | Incident)[],
  reach: Reach,
): Target {
  const members =
    episode.type === 'finding'
      ? [episode]
      : episodes.filter((e): e is Finding => e.type === 'finding' && episode.findings.includes(e.id));
  const keys = [...(episode.type === 'incident' ? [episode.key] : []), ...members.map(({ key }) => key)];
  if (reach === 'episode') return { about: { ...nothing, findings: [...new Set(keys)].sort() } };
  const own = members.filter(({ kind }) => standingKinds.includes(kind) === (reach === 'standing'));
  if (own.length === 0) {
    const what =
      reach === 'standing'
        ? 'nothing new that could be approved or denied'
        : 'no level that could be adopted';
    const instead = reach === 'standing' ? 'benign, ack or mute' : 'approve, deny, ack or mute';
    return { mistake: `${episode.type} ${episode.id} holds ${what}; ${instead} may be meant` };
  }
  const subjectsOf = (shapes: boolean): string[] =>
    [...new Set(own.filter((f) => (f.kind === 'new-shape') === shapes).map(({ subject }) => subject))].sort();
  const entries = subjectsOf(true);
  return {
    about: {
      ...nothing,
      subjects: subjectsOf(false),
      findings: own.map(({ key }) => key).sort(),
      ...(entries.length > 0 ? { entries } : {}),
    },
  };
}

function ofKey(key: string, subjects: readonly string[], reach: Reach): Target {
  const isWhole = key.split('>').every((end) => end === '' || end.split('|').length === 3);
  if (subjects.includes(key) || (reach === 'standing' && isWhole)) {
    const isNode = splitSubjectKey(key).kind === 'node';
    return {
      about:
        isNode && reach !== 'standing' ? { ...nothing, services: [key] } : { ...nothing, subjects: [key] },
    };
  }
  return {
    mistake: isWhole
      ? `'${key}' was never seen`
      : `'${key}' is no key; it is written name|type|account, with > between caller and callee`,
  };
}

function ofCall(caller: string, callee: string, subjects: readonly string[]): Target {
  const found = subjects.filter((subject) => {
    const { source, target } = splitSubjectKey(subject);
    return source !== undefined && isNamed(source, caller) && isNamed(target, callee);
  });
  if (found.length > 0) return { about: { ...nothing, subjects: found } };
  return {
    mistake: `no call from '${caller}' to '${callee}' was ever seen${near(`${caller} ${callee}`, subjects)}`,
  };
}

function ofService(name: string, subjects: readonly string[]): Target {
  const ends = new Set(subjects.flatMap((subject) => endsIn(subject)));
  const found = [...ends].filter((end) => isNamed(end, name)).sort();
  if (found.length > 0) return { about: { ...nothing, services: found } };
  return { mistake: `no service '${name}' was ever seen${near(name, subjects)}` };
}

const endsIn = (subject: string): string[] => {
  const { source, target } = splitSubjectKey(subject);
  return source === undefined ? [target] : [source, target];
};

/** A queue is named in alerts by the last part of its URL. */
function isNamed(service: string, name: string): boolean {
  const full = serviceOfKey(service).name.toLowerCase();
  return full === name.toLowerCase() || full.split('/').at(-1) === name.toLowerCase();
}

/** Names that hold a part of what was asked for, at most three. */
function near(text: string, subjects: readonly string[]): string {
  const words = text
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2);
  const names = new Set(subjects.flatMap(endsIn).map((end) => serviceOfKey(end).name));
  const close = [...names].filter((name) => words.some((word) => name.toLowerCase().includes(word))).sort();
  return close.length === 0
    ? ''
    : `; there ${close.length === 1 ? 'is' : 'are'} ${close.slice(0, 3).join(', ')}`;
}
