import { ServiceFailure } from '../wire/failure';
import { isJsonObject } from '../wire/json';
import { faultMembers, type Member, planMembers } from './members';
import type { Fault, FaultPlan } from './plan';

const MOST_SHOWN = 200;

/**
 * Checks what ought to be a fault plan.
 * Throws a `ServiceFailure` (InvalidFaultPlan, 400) with a line for each mistake: member, value, what is allowed.
 */
export function parsePlan(value: unknown): FaultPlan {
  const mistakes = isJsonObject(value)
    ? [...mistakesIn(value, '', planMembers), ...faultsIn(value).flatMap(mistakesInFault)]
    : [`the plan is ${shown(value)}; allowed: an object with ${Object.keys(planMembers).join(', ')}`];
  if (mistakes.length > 0) throw new ServiceFailure('InvalidFaultPlan', 400, mistakes.join('\n'));
  return value as FaultPlan; // every member was held against the tables just now
}

const faultsIn = (plan: { readonly faults?: unknown }): readonly unknown[] =>
  Array.isArray(plan.faults) ? plan.faults : [];

const isKind = (value: unknown): value is Fault['kind'] =>
  typeof value === 'string' && Object.hasOwn(faultMembers, value);

function mistakesInFault(fault: unknown, index: number): string[] {
  const place = `faults[${index}]`;
  if (!isJsonObject(fault)) return [`${place} is ${shown(fault)}; allowed: an object with a kind`];
  const { kind, ...members } = fault;
  if (isKind(kind)) return mistakesIn(members, `${place}.`, faultMembers[kind]);
  return [`${place}.kind is ${shown(kind)}; allowed: ${Object.keys(faultMembers).join(', ')}`];
}

function mistakesIn(
  given: Readonly<Record<string, unknown>>,
  prefix: string,
  members: Readonly<Record<string, Member>>,
): string[] {
  const unknown = Object.keys(given)
    .filter((name) => !Object.hasOwn(members, name))
    .map((name) => `${prefix}${name} is no member; allowed: ${Object.keys(members).join(', ')}`);
  const wrong = Object.entries(members)
    .filter(([name, { required }]) => required || given[name] !== undefined)
    .filter(([name, member]) => !member.fits(given[name]))
    .map(([name, { allowed }]) => `${prefix}${name} is ${shown(given[name])}; allowed: ${allowed}`);
  return [...unknown, ...wrong];
}

function shown(value: unknown): string {
  const text = value === undefined ? 'missing' : JSON.stringify(value);
  return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}...` : text;
}
