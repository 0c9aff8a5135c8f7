import type { TimeWindow } from '../../analysis/model/window';
import type { AwsAccess, Place, StorePlace } from '../command';
import { parseDaemonPlace } from '../daemon-place';
import { parseRange, parseTime } from '../range';
import type { Given } from './given';

/*
 * Options read as what they are meant to be. A mistake is pushed on `mistakes` as a sentence; what is answered in
 * its place is never used.
 */

export function daemonOf(found: Given, xray: Place, mistakes: string[]): Place | undefined {
  const text = one(found, 'daemon');
  if (text === undefined) return xray;
  if (text === 'off') return undefined;
  const place = parseDaemonPlace(text, xray.host);
  if (typeof place !== 'string') return place;
  mistakes.push(`--daemon ${place}`);
  return undefined;
}

export const one = (found: Given, name: string): string | undefined => found.values.get(name)?.[0];

export const accessOf = (found: Given): AwsAccess => ({
  profile: one(found, 'profile'),
  region: one(found, 'region'),
  group: one(found, 'group'),
});

export function placeOf(found: Given, mistakes: string[]): StorePlace {
  const place = { store: one(found, 'store'), table: one(found, 'table') };
  if (place.store !== undefined && place.table !== undefined) {
    mistakes.push('--store and --table exclude each other; give one');
  }
  return place;
}

export function rangesOf(found: Given, name: string, mistakes: string[]): TimeWindow[] {
  const ranges = (found.values.get(name) ?? []).map(parseRange);
  for (const range of ranges) if (typeof range === 'string') mistakes.push(`--${name} ${range}`);
  return ranges.filter((range) => typeof range !== 'string');
}

export function timeOf(found: Given, name: string, mistakes: string[]): number {
  const text = one(found, name);
  const time = text === undefined ? Number.NaN : parseTime(text);
  if (typeof time === 'number') return time;
  mistakes.push(`--${name} ${time}`);
  return Number.NaN;
}

export function wholeOf(
  found: Given,
  name: string,
  { least, most, mistakes }: { least: number; most: number; mistakes: string[] },
): number | undefined {
  const text = one(found, name);
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  mistakes.push(`--${name} must be a whole number from ${least} to ${most}, got '${text}'`);
  return undefined;
}
