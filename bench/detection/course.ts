import { decodeGraph } from '../../analysis/graph/decode';
import { advance, type LineState, type Look, newLine, step } from '../../analysis/line';
import type { StepRecord } from '../../analysis/model/record';
import type { Settings } from '../../analysis/model/settings';
import { type Random, randomStream } from '../../demo/random';
import { parseSettings } from '../../functions/settings';
import { type Change, noChange } from './change';
import { firstNoise, laterNoise, type Noise } from './noise';
import { windowServices } from './window';
import type { World } from './world';

export const weekSeconds = 604_800;
/** Monday 0 h UTC, epoch seconds. */
export const monday = 345_600 + 2_900 * weekSeconds;

/** The defaults, each window settled once. */
export const defaults: Settings = { ...parseSettings({}), presenceLagsSeconds: [] };

/** A system and the noise it has reached: what its next window is drawn from. May be continued in several ways. */
export interface Source {
  readonly world: World;
  readonly noise: Noise;
  readonly start: number;
}

export const sourceOf = (world: World, start = monday): Source => ({
  world,
  noise: firstNoise(streamAt(world, start, 'first'), world.callees.length),
  start,
});

const streamAt = ({ seed }: World, start: number, what: string): Random =>
  randomStream(seed, `${what}:${start}`);

/** The next window as the line looks at it, and the source after it. */
export function draw(
  { world, noise, start }: Source,
  settings: Settings,
  change: Change = noChange,
): { readonly look: Look; readonly after: Source } {
  const services = windowServices(world, { start, noise, change }, streamAt(world, start, 'window'));
  const window = { start, end: start + settings.windowSeconds };
  const read = { window, kind: 'settlement' as const, lagSeconds: settings.settleLagSeconds };
  return {
    look: { read, gap: false, decoded: decodeGraph([services], window) },
    after: { world, start: window.end, noise: laterNoise(streamAt(world, start, 'noise'), noise) },
  };
}

/** A system and the line that watches it. */
export interface Course {
  readonly source: Source;
  readonly state: LineState;
}

export const beginning = (world: World): Course => ({
  source: sourceOf(world),
  state: newLine(`world-${world.seed}`, monday),
});

/** One window further: what happened, and the course after it. */
export function onward(
  { source, state }: Course,
  settings: Settings,
  change?: Change,
): { readonly record: StepRecord; readonly course: Course } {
  const { look, after } = draw(source, settings, change);
  const { record } = step(state, look, [], settings);
  return { record, course: { source: after, state: advance(state, record, [], settings) } };
}

/** The course at a time, after calm windows only. */
export function calmUntil(course: Course, end: number, settings: Settings): Course {
  let at = course;
  while (at.source.start < end) at = onward(at, settings).course;
  return at;
}
