import { type ServiceId, serviceId } from '../model/service';
import type { Alias, Settings } from '../model/settings';
import { onceFor } from '../stats/once-for';
import { collapsing } from './collapse';
import { filled, type Pattern, partsOf, patternOf } from './pattern';

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** Text of others as one line that can be shown: what would break or turn it becomes U+FFFD. */
export const printable = (text: string): string => text.replace(controlCharacters, '\ufffd');

/** A service as it is written before any rule: one line, a remote host in lower case without a trailing dot. */
export const plain = ({ name, type, account }: ServiceId): ServiceId => {
  const clean = printable(name);
  return serviceId(type === 'remote' ? clean.toLowerCase().replace(/\.$/, '') : clean, type, account);
};

/** The rules that name services: a person's own, then, unless they are switched off, those for names that explode. */
export const rulesOf = ({ aliases, collapse }: Pick<Settings, 'aliases' | 'collapse'>): readonly Alias[] =>
  collapse ? withCollapsing(aliases) : aliases;

const withCollapsing = onceFor((aliases: readonly Alias[]): readonly Alias[] => [...aliases, ...collapsing]);

interface Rule {
  readonly place: number;
  readonly pattern: Pattern;
  readonly alias: Alias;
}

/** Rules by how they are looked up: exact names at once, patterns one after the other. */
interface Rules {
  readonly exact: ReadonlyMap<string, readonly Rule[]>;
  readonly patterns: readonly Rule[];
}

/** Hosts are compared in lower case, so that the rules for them are written so too. */
const compiled = onceFor((aliases: readonly Alias[]) => ({
  remote: compile(aliases, (name) => name.toLowerCase()),
  other: compile(aliases, (name) => name),
}));

function compile(aliases: readonly Alias[], written: (name: string) => string): Rules {
  const rules = aliases.map((alias, place) => ({ place, alias, pattern: patternOf(written(alias.name)) }));
  const exact = new Map<string, Rule[]>();
  for (const rule of rules) {
    const [name = '', ...more] = rule.pattern;
    if (more.length === 0) exact.set(name, [...(exact.get(name) ?? []), rule]);
  }
  return { exact, patterns: rules.filter(({ pattern }) => pattern.length > 1) };
}

/** A name may be handed from rule to rule so often; more is a circle. */
const mostSteps = 8;

/**
 * The service under the name that the rules give it: the first that matches renames, and what it gave is looked up
 * again, until nothing changes any more. What the rules would send round in a circle keeps its own name, so that
 * renaming twice is renaming once. O(patterns).
 */
export function renamed(service: ServiceId, aliases: readonly Alias[]): ServiceId {
  if (aliases.length === 0) return service;
  let id = service;
  for (let step = 0; step < mostSteps; step += 1) {
    const next = renamedOnce(id, aliases);
    if (next.name === id.name && next.type === id.type) return id;
    id = next;
  }
  return service;
}

function renamedOnce(service: ServiceId, aliases: readonly Alias[]): ServiceId {
  const { exact, patterns } = compiled(aliases)[service.type === 'remote' ? 'remote' : 'other'];
  const fits = ({ alias }: Rule): boolean => alias.type === undefined || alias.type === service.type;
  const named = exact.get(service.name)?.find(fits);
  const pattern = patterns.find((rule) => fits(rule) && partsOf(rule.pattern, service.name) !== undefined);
  const rule = named && pattern ? (named.place < pattern.place ? named : pattern) : (named ?? pattern);
  if (rule === undefined) return service;
  const { to } = rule.alias;
  const name = filled(to.name, partsOf(rule.pattern, service.name) ?? []);
  return name === '' ? service : plain(serviceId(name, to.type ?? service.type, service.account));
}
