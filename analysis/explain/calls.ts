import type { CallFacts, Counted } from '../model/call-facts';
import type { Finding } from '../model/finding';
import type { Surroundings } from './surroundings';
import { clock } from './words';

const listed = (names: readonly Counted[], calls: number): string =>
  names.map(({ name, count }) => (count === calls ? name : `${name} (${count} of ${calls})`)).join(', ');

/** What calls to a new dependency do, in a few words: `dynamodb:Scan on table orders`. */
export function callWords({ calls, operations, resources }: CallFacts): string {
  const what = operations.length > 0 ? listed(operations, calls) : 'unnamed operation';
  return resources.length > 0 ? `${what} on ${listed(resources, calls)}` : what;
}

/** The lines of an alert that say what a new dependency is used for, as name and text; none for other findings. */
export function callLines(
  { kind, calls }: Finding,
  { noCalls, timeZone }: Pick<Surroundings, 'noCalls' | 'timeZone'>,
): [name: string, text: string][] {
  if (kind !== 'new-edge') return [];
  if (calls === undefined) return noCalls === undefined ? [] : [['Operation', `unknown: ${noCalls}`]];
  const { first, exceptions } = calls;
  const seen = `first seen from ${first.caller} at ${clock(first.at, timeZone)} in trace ${first.trace}`;
  return [
    ['Operation', `${callWords(calls)}; ${seen}`],
    ...(exceptions.length > 0
      ? [['Exception', listed(exceptions, calls.calls)] satisfies [string, string]]
      : []),
  ];
}
