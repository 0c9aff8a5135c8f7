/** The verbs of a request; `rebase` of a service or call lets its levels begin anew. */
export const verbs = ['approve', 'deny', 'benign', 'ack', 'mute', 'unmute', 'rebase'] as const;
export type Verb = (typeof verbs)[number];

/** What a person asks for, from the command line, a chat button or another program. */
export interface DecideRequest {
  readonly verb: Verb;
  /** Findings, incidents, calls, services; of `unmute` ids of mutes. `rebase` of everything has none. */
  readonly targets: readonly string[];
  readonly reason: string;
  readonly by: string;
  readonly via?: 'chat';
  /** Id of the request where there is one: asked twice, it is taken once. */
  readonly request?: string;
  /** Of a mute, epoch seconds; without `from` it begins at once. */
  readonly from?: number;
  readonly to?: number;
  readonly everySeconds?: number;
}

/** A request as it comes; `all` is said of a rebase of everything. */
type Raw = { readonly [N in keyof DecideRequest | 'all']?: unknown };

/** The request, or every mistake in it as a sentence. */
export type ParsedRequest = { readonly request: DecideRequest } | { readonly mistakes: readonly string[] };

const buttons: readonly (readonly [button: string, verb: Verb, lastsSeconds?: number])[] = [
  ['approve', 'approve'],
  ['deny', 'deny'],
  ['ack', 'ack'],
  ['mute24h', 'mute', 86_400],
];

/**
 * What a chat's button sends, `{"approve": "scope#incident"}`, as a request with its scope; undefined for anything
 * else. Who pressed it the chat does not say; the request's id finds it in the audit log. `now` is in epoch seconds.
 */
export function pressedButton(
  input: unknown,
  now: number,
): (Omit<DecideRequest, 'request'> & { readonly scope: string }) | undefined {
  if (typeof input !== 'object' || input === null) return undefined;
  const given = input as Readonly<Record<string, unknown>>;
  for (const [button, verb, lasts] of buttons) {
    const [scope, target, ...more] = String(given[button] ?? '').split('#');
    if (!scope || !target || more.length > 0) continue;
    const said = {
      verb,
      targets: [target],
      reason: 'pressed in a chat',
      by: 'person unknown',
      via: 'chat' as const,
    };
    return { scope, ...said, ...(lasts === undefined ? {} : { to: now + lasts }) };
  }
  return undefined;
}

const mostText = 2_000;
const mostTargets = 100;

/** Reads a request from unknown input: nothing in it is trusted, unknown members are named. */
export function parseRequest(input: unknown): ParsedRequest {
  if (typeof input !== 'object' || input === null || Array.isArray(input))
    return { mistakes: ['the request must be an object with verb, targets, reason and by'] };
  const given = input as Raw;
  const mistakes: string[] = [];
  const verb = verbs.find((one) => one === given.verb);
  if (verb === undefined) mistakes.push(`verb must be one of ${verbs.join(', ')}, got ${shown(given.verb)}`);
  const all = given.all === true && verb === 'rebase';
  const request = {
    verb: verb ?? 'ack',
    targets: targets(given.targets, all, mistakes),
    reason: text(given, 'reason', mistakes),
    by: text(given, 'by', mistakes),
    ...optional('via', given.via === 'chat' ? ('chat' as const) : undefined),
    ...optional('request', given.request === undefined ? undefined : text(given, 'request', mistakes)),
    ...optional('from', seconds(given, 'from', mistakes)),
    ...optional('to', seconds(given, 'to', mistakes)),
    ...optional('everySeconds', seconds(given, 'everySeconds', mistakes)),
  };
  return mistakes.length > 0 ? { mistakes } : { request };
}

function targets(value: unknown, all: boolean, mistakes: string[]): readonly string[] {
  if (all && value === undefined) return [];
  const list = Array.isArray(value) ? value : typeof value === 'string' ? [value] : [];
  const good = list.filter((one): one is string => typeof one === 'string' && one.trim() !== '');
  if (good.length === 0 || good.length < list.length || good.length > mostTargets)
    mistakes.push(
      `targets must be 1 to ${mostTargets} texts: a finding, an incident, 'caller -> callee', a service`,
    );
  return good;
}

function text(given: Raw, name: keyof Raw, mistakes: string[]): string {
  const value = given[name];
  if (typeof value === 'string' && value.trim() !== '' && value.length <= mostText) return value.trim();
  mistakes.push(`${name} must be a text of 1 to ${mostText} characters, got ${shown(value)}`);
  return '';
}

function seconds(given: Raw, name: keyof Raw, mistakes: string[]): number | undefined {
  const value = given[name];
  if (value === undefined) return undefined;
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value;
  mistakes.push(`${name} must be a number of seconds from 0, got ${shown(value)}`);
  return undefined;
}

const optional = <N extends string, T>(name: N, value: T | undefined): { readonly [M in N]?: T } =>
  value === undefined ? {} : ({ [name]: value } as { readonly [M in N]: T });

const shown = (value: unknown): string => {
  const told = JSON.stringify(value) ?? 'nothing';
  return told.length > 60 ? `${told.slice(0, 57)}...` : told;
};
