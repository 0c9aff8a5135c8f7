import { type ServiceId, serviceKey, serviceOfKey } from '../model/service';
import type { Alias } from '../model/settings';
import { splitSubjectKey } from '../model/subject';
import { aliasProblems } from './alias-problems';
import { renamed } from './naming';

/** So many names that differ in one place are one service called by many names. */
export const fewestNames = 20;
/** Names of one caller and type that are looked at, their characters, the places in them, and suggestions in all. */
export const mostNames = 2_000;
const mostCharacters = 256;
const mostPlaces = 24;
export const mostSuggestions = 10;

/** An alias rule that would make many callees of one caller one, as it goes into the settings. */
export interface Suggestion {
  readonly caller: ServiceId;
  /** Callees it joins, and the first and last of them. */
  readonly names: number;
  readonly examples: readonly [string, string];
  readonly rule: Alias;
}

/**
 * Alias rules for callers that accumulate callees of one type whose names differ in one place only, or only in what
 * names one thing (numbers, dates, UUIDs, long tokens): see {@link shapesOf}. Names that the rules rename already are
 * left out. Pure; equal subjects give equal suggestions, those that join most first. Bounded: O(subjects + callers x
 * {@link mostNames} x places).
 */
export function suggestedRules(subjects: Iterable<string>, rules: readonly Alias[]): Suggestion[] {
  const found = [...calleesOf(subjects)]
    .filter(([, names]) => names.size >= fewestNames)
    .flatMap(([group, names]) => {
      const [caller = '', type] = group.split('\n');
      const free = [...names]
        .sort()
        .slice(0, mostNames)
        .filter((name) => isFree({ name, ...typed(type) }, rules));
      return suggestionsFor(free, { caller: serviceOfKey(caller), ...typed(type) });
    })
    .sort((a, b) => b.names - a.names || (textOf(a) < textOf(b) ? -1 : 1));
  const told = new Set<string>();
  const distinct = found.filter(({ rule }) => {
    const text = JSON.stringify(rule);
    return !told.has(text) && told.add(text);
  });
  return distinct.slice(0, mostSuggestions);
}

const textOf = ({ rule, caller }: Suggestion): string => `${rule.name} ${rule.type} ${serviceKey(caller)}`;
const typed = (type: string | undefined): { type?: string } => (type ? { type } : {});

const isFree = (service: ServiceId, rules: readonly Alias[]): boolean =>
  !service.name.includes('*') &&
  service.name.length <= mostCharacters &&
  renamed(service, rules).name === service.name;

/** Names of callees by the key of the caller and the type of the callee. */
function calleesOf(subjects: Iterable<string>): Map<string, Set<string>> {
  const groups = new Map<string, Set<string>>();
  for (const subject of subjects) {
    const { source, target } = splitSubjectKey(subject);
    if (source === undefined) continue;
    const { name, type } = serviceOfKey(target);
    const group = `${source}\n${type ?? ''}`;
    const names = groups.get(group) ?? new Set();
    groups.set(group, names.add(name));
  }
  return groups;
}

interface Callees {
  readonly caller: ServiceId;
  readonly type?: string;
}

/** The pattern that joins most names, then what is left again, until no pattern joins enough. */
function suggestionsFor(names: readonly string[], { caller, type }: Callees): Suggestion[] {
  const byPattern = new Map<string, { readonly all: string[]; readonly differing: Set<string> }>();
  for (const name of names)
    for (const { pattern, differs } of shapesOf(name, type)) {
      const joined = byPattern.get(pattern) ?? { all: [], differing: new Set() };
      joined.all.push(name);
      joined.differing.add(differs);
      byPattern.set(pattern, joined);
    }
  const enough = [...byPattern]
    .filter(([, { differing }]) => differing.size >= fewestNames)
    .sort(([a, some], [b, others]) => others.all.length - some.all.length || (a < b ? -1 : 1));
  const left = new Set(names);
  return enough.flatMap(([pattern, { all }]) => {
    const joined = all.filter((name) => left.has(name));
    const rule = { name: pattern, ...typed(type), to: { name: pattern } };
    if (joined.length < fewestNames || aliasProblems(rule).length > 0) return [];
    for (const name of joined) left.delete(name);
    const examples = [joined[0] ?? '', joined.at(-1) ?? ''] as const;
    return [{ caller, names: joined.length, examples, rule }];
  });
}

/** What names one thing and not a kind of things: a UUID, a date, a token of hexadecimal digits, a number. */
const identifying =
  /(?<![a-z0-9])(?:[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|\d{4}-\d{2}-\d{2}|(?=[a-f]*\d)[0-9a-f]{8,})(?![a-z0-9])|\d+/gi;
const separators = /([./:?&=#\s]+)/;
/** Names are cut here, and only of hosts may a word be what differs: of ours a word is another service. */
const wordTypes: readonly (string | undefined)[] = ['remote'];

/** A pattern that a name could belong to, and what of the name would differ in it. */
interface Shape {
  readonly pattern: string;
  readonly differs: string;
}

/**
 * The patterns that a name could belong to: with a `*` for everything in it that names one thing, and of a host also
 * with one more for each of its parts between dots and slashes. At least two parts of a host stay, or everything below
 * `.internal` would be one service; of a path one.
 */
function shapesOf(name: string, type: string | undefined): readonly Shape[] {
  const masked = name.replace(identifying, '*').replace(/\*+/g, '*');
  const own = masked.includes('*') && /[a-z]/i.test(masked) ? [{ pattern: masked, differs: name }] : [];
  const parts = masked.split(separators);
  if (!wordTypes.includes(type) || parts.length > 2 * mostPlaces) return own;
  const words = parts.flatMap((part, at) => {
    if (at % 2 === 1 || part === '' || part === '*') return [];
    const rest = parts.filter((other, i) => i % 2 === 0 && i !== at && /[a-z]/i.test(other));
    if (rest.length < (name.includes('/') ? 1 : 2)) return [];
    return [{ pattern: parts.map((other, i) => (i === at ? '*' : other)).join(''), differs: part }];
  });
  return [...own, ...words];
}
