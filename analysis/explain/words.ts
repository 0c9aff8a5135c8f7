import type { Measured, Unit } from '../model/assessment';
import type { ServiceId } from '../model/service';
import { iso } from '../model/window';

/** A number with at most three digits that matter, without trailing zeros. */
export const number = (value: number): string =>
  Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(3)));

/**
 * How many of something, with thousands set apart: `1 edge`, `5,760 edges`.
 * @example count(5760, 'edge') // => '5,760 edges'
 */
export const count = (amount: number, one: string, many = `${one}s`): string =>
  `${grouped(amount)} ${amount === 1 ? one : many}`;

/** A number with its thousands set apart. */
export const grouped = (amount: number): string => amount.toLocaleString('en-US');

/** A measured value as people say it: `12.5 %`, `420 ms`, `3 calls`. */
export function quantity(value: number, unit: Unit): string {
  switch (unit) {
    case 'ratio':
      return `${number(value * 100)} %`;
    case 'seconds':
      return value < 1 ? `${Math.round(value * 1000)} ms` : `${number(value)} s`;
    case 'calls':
      return `${number(Math.round(value))} ${Math.round(value) === 1 ? 'call' : 'calls'}`;
    case 'callsPerRequest':
      return `${number(Number(value.toPrecision(2)))} calls a request`;
    case 'traces':
      return `${number(value)} ${value === 1 ? 'trace' : 'traces'}`;
    case 'windows':
      return `${number(value)} ${value === 1 ? 'window' : 'windows'}`;
  }
}

/** How many of the counted calls a ratio stands for. */
export const share = (measured: Measured): number => Math.round(measured.value * measured.count);

/** A service's name for people: of a queue, which X-Ray names by its whole URL, the last part. */
export const shortName = ({ name, type }: ServiceId): string =>
  type === 'AWS::SQS::Queue' ? (name.split('/').at(-1) ?? name) : name;

/** A service by its name, with its type where that helps to find it. */
export const service = (id: ServiceId): string => (id.type ? `${shortName(id)} (${id.type})` : id.name);

/** A share below one as a percentage that never rounds up to certainty. */
export const percent = (share: number): string =>
  `${number(Math.min(99.9, Math.floor(share * 1000) / 10))} %`;

/**
 * A point in time for people, in UTC and in their own zone, with its date where that is another one.
 * @example clock(1_767_222_300) // => '2025-12-31 23:05 UTC'
 * @example clock(1_767_222_300, 'Europe/Berlin') // => '2025-12-31 23:05 UTC (2026-01-01 00:05 Europe/Berlin)'
 * @example clock(1_767_218_700, 'Europe/Berlin') // => '2025-12-31 22:05 UTC (23:05 Europe/Berlin)'
 */
export function clock(epochSeconds: number, timeZone = 'UTC'): string {
  const utc = iso(epochSeconds).slice(0, 16).replace('T', ' ');
  if (timeZone === 'UTC') return `${utc} UTC`;
  const local = localTime(epochSeconds, timeZone);
  const sameDay = local.slice(0, 10) === utc.slice(0, 10);
  return `${utc} UTC (${sameDay ? local.slice(11) : local} ${timeZone})`;
}

function localTime(epochSeconds: number, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(epochSeconds * 1000);
  const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')}`;
}

/** A duration for people: `45 s`, `12 min`, `3 h 20 min`. */
export function duration(seconds: number): string {
  if (seconds < 120) return `${Math.round(seconds)} s`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const rest = minutes % 60;
  return rest === 0 ? `${Math.floor(minutes / 60)} h` : `${Math.floor(minutes / 60)} h ${rest} min`;
}

/** Text as printable ASCII, for places that allow no more; what is left out shows as `?`. */
export const ascii = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?');

/**
 * Breaks a paragraph into lines of at most `width` columns at spaces; a longer word keeps its line to itself.
 * Following lines are indented by `indent` columns.
 */
export function wrap(text: string, width: number, indent = 0): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const next = line === '' ? word : `${line} ${word}`;
    if (next.trimStart().length > 0 && next.length > width && line.trim() !== '') {
      lines.push(line);
      line = ' '.repeat(indent) + word;
    } else {
      line = next;
    }
  }
  return [...lines, line].join('\n');
}
