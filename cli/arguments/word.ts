import type { DenyCommand, MuteCommand } from '../command';
import { parseTime } from '../range';
import type { Given } from './given';
import { accessOf, one, placeOf } from './values';

/** What all words have in common: on what, why, and where they are written. */
export function wordOf(found: Given, mistakes: string[]): Omit<DenyCommand, 'command'> {
  const place = placeOf(found, mistakes);
  const through = one(found, 'function');
  if (through !== undefined && (place.store !== undefined || place.table !== undefined))
    mistakes.push('--function takes the decision by itself; leave --store and --table out');
  return {
    targets: found.positionals,
    reason: one(found, 'reason') ?? '',
    function: through,
    ...accessOf(found),
    ...place,
    settings: one(found, 'settings'),
    json: found.switches.has('json'),
  };
}

type Period = Pick<MuteCommand, 'forSeconds' | 'from' | 'to' | 'everySeconds'>;

/** When a mute holds: for a time from now, or between two times, once or again and again. */
export function periodOf(found: Given, mistakes: string[]): Period {
  const [lasts, from, to] = [one(found, 'for'), one(found, 'from'), one(found, 'to')];
  if ((lasts === undefined) === (to === undefined))
    mistakes.push('a mute ends by itself: give --for TIME, or --to T; one of the two');
  if (lasts !== undefined && from !== undefined)
    mistakes.push('--for counts from now; with --from give --to');
  const every = one(found, 'every');
  const words: Readonly<Record<string, number>> = { day: 86_400, week: 604_800 };
  return {
    forSeconds: lasts === undefined ? undefined : lengthOf('for', lasts, mistakes),
    from: from === undefined ? undefined : momentOf('from', from, mistakes),
    to: to === undefined ? undefined : momentOf('to', to, mistakes),
    everySeconds: every === undefined ? undefined : (words[every] ?? lengthOf('every', every, mistakes)),
  };
}

/** How long to wait, seconds; X-Ray shows no longer stretch of its graph than six hours. */
export function timeoutOf(found: Given, mistakes: string[]): number {
  const seconds = lengthOf('timeout', one(found, 'timeout') ?? '15m', mistakes) ?? Number.NaN;
  if (seconds > 5 * 3_600) mistakes.push('--timeout may be 5h at most');
  return seconds;
}

function momentOf(name: string, text: string, mistakes: string[]): number | undefined {
  const time = parseTime(text);
  if (typeof time === 'number') return time;
  mistakes.push(`--${name} ${time}`);
  return undefined;
}

const units: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3_600, d: 86_400, w: 604_800 };

/** A length of time as people write it: `30m`, `24h`, `7d`. */
function lengthOf(name: string, text: string, mistakes: string[]): number | undefined {
  const [, number, unit] = /^(\d{1,6})([smhdw])$/.exec(text) ?? [];
  const seconds = Number(number) * (units[unit ?? ''] ?? Number.NaN);
  if (seconds > 0) return seconds;
  mistakes.push(`--${name} must be a number and a unit, as 30m, 24h or 7d, got '${text}'`);
  return undefined;
}
