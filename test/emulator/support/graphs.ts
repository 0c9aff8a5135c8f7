import type { World } from '../../../emulator/operations/operation';
import type { XRayLocalOptions } from '../../../emulator/options';
import type { JsonObject } from '../../../emulator/wire/json';
import { worldOf } from '../../../emulator/world';
import { ask } from './control-world';
import { T0 } from './documents';

/** A world six hours after T0, whose answers have one page. */
export const newWorld = (options: XRayLocalOptions = {}): World =>
  worldOf({ now: () => T0 + 6 * 3600, pageSize: 1e6, tracePageSize: 1e6, listPageSize: 1e6, ...options });

/** Uses a world and closes it. */
export function withWorld<T>(options: XRayLocalOptions, use: (world: World) => T): T {
  const world = newWorld(options);
  try {
    return use(world);
  } finally {
    world.close();
  }
}

/** A request's answer as a client reads it; a refusal is thrown. */
export function answerOf(world: World, path: string, input: JsonObject): JsonObject {
  const answer = ask(path, input, world);
  if (answer instanceof Error) throw answer;
  return JSON.parse(JSON.stringify(answer));
}

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** An answer with the lists in order that X-Ray gives in any order. */
export function ordered(answer: unknown): unknown {
  const inOrder = (member: string, value: unknown): unknown =>
    /Histogram$|^Aliases$/.test(member) && Array.isArray(value) ? value.toSorted(byText) : value;
  return JSON.parse(JSON.stringify(answer, inOrder));
}

/** The service graph between two moments in seconds after T0, in order, as JSON text. */
export function graphText(
  world: World,
  [from, to]: readonly [number, number],
  more: JsonObject = {},
): string {
  const input = { StartTime: T0 + from, EndTime: T0 + to, ...more };
  return JSON.stringify(ordered(answerOf(world, '/ServiceGraph', input).Services), undefined, 1);
}
