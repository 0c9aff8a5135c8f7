import { type Sampled, tracesOf } from '../baseline/shapes/sampled';
import { newByChance } from '../baseline/shapes/unseen';
import type { Baseline } from '../model/baseline';
import type { Settings } from '../model/settings';
import { alarmsPerWindow } from './alarm-level';

/** Part of the rate of false alarms that new trace shapes have: a tenth, as silences. */
const shapePart = 0.1;
const weekSeconds = 604_800;

/** The settings of all other signals: what new shapes may raise by chance is taken from them where shapes are known. */
export const besideShapes = <S extends Settings>(settings: S, { shapes }: Pick<Baseline, 'shapes'>): S =>
  shapes.size === 0
    ? settings
    : { ...settings, falseAlarmsPerWeek: settings.falseAlarmsPerWeek * (1 - shapePart) };

/** New shapes a week that an entry point would show by chance, and whether that is more than is granted. */
export interface Chance {
  readonly perWeek: number;
  readonly tooMany: boolean;
}

/**
 * How often each entry point of a window that begins at `at` would show and confirm something new though nothing changed. Those with the
 * least are judged, as long as all of them together stay within their part of the rate.
 */
export function chancesOf(
  sampled: ReadonlyMap<string, readonly Sampled[]>,
  { shapes }: Pick<Baseline, 'shapes'>,
  { settings, at }: { readonly settings: Settings; readonly at: number },
): ReadonlyMap<string, Chance> {
  const { confirm, windowSeconds } = settings;
  const rates = [...sampled].flatMap(([service, shown]) => {
    const known = shapes.get(service);
    if (known === undefined) return [];
    const rate = newByChance(known, tracesOf(shown), { at, windows: confirm.windows, windowSeconds });
    return [{ service, rate }];
  });
  rates.sort((a, b) => a.rate - b.rate || (a.service < b.service ? -1 : 1));
  let left = shapePart * alarmsPerWindow(settings);
  return new Map(
    rates.map(({ service, rate }) => {
      left -= rate;
      return [service, { perWeek: (rate * weekSeconds) / windowSeconds, tooMany: left < 0 }] as const;
    }),
  );
}
