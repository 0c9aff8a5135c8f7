import { covers, isKnown, isLearned, reachOf } from '../baseline/shapes/cover';
import { type Sampled, tracesOf } from '../baseline/shapes/sampled';
import { unseenShapes } from '../baseline/shapes/unseen';
import { serviceOfKey } from '../model/service';
import type { EntryShapes, NewShape } from '../model/trace-shape';

/** What one window showed of an entry point, and what may yet be learned of it. */
export interface Shown {
  readonly sampled: readonly Sampled[];
  /** Services whose calls are still learned: whatever touches them is no news. */
  readonly learning: ReadonlySet<string>;
  /** Ids of examples by the shape's place among the window's. */
  readonly examples: (index: number) => readonly string[];
}

/** Ids of traces named for one finding. */
const mostExamples = 3;

/**
 * What is new in a window's traces of an entry point: first each service that no learned trace of it touched, by key,
 * then the combinations of services that were touched before, as one. A shape that a learned one covers is not new.
 * O(shapes of the window x shapes known).
 */
export function newShapesOf(known: EntryShapes, { sampled, learning, examples }: Shown): NewShape[] {
  const fresh = sampled.filter(
    ({ services }) => !isKnown(known.shapes, services) && !services.some((service) => learning.has(service)),
  );
  if (fresh.length === 0) return [];
  const reach = reachOf(known.shapes);
  const unreached = [...new Set(fresh.flatMap(({ services }) => services))]
    .filter((s) => !reach.has(s))
    .sort();
  const combinations = fresh.filter(({ services }) => services.every((service) => reach.has(service)));
  const told = (shapes: readonly Sampled[], service?: string): NewShape => ({
    ...(service === undefined ? {} : { service }),
    services: mostFrequent(shapes).services,
    traces: tracesOf(shapes),
    sampled: tracesOf(sampled),
    before: known.traces,
    earlier: earlierOf(known, shapes, service),
    unseenMass: unseenShapes(known).mass,
    examples: shapes.flatMap(({ index }) => examples(index)).slice(0, mostExamples),
  });
  return [
    ...unreached.map((service) =>
      told(
        fresh.filter(({ services }) => services.includes(service)),
        service,
      ),
    ),
    ...(combinations.length > 0 ? [told(combinations)] : []),
  ];
}

/** Of equally frequent ones the first. */
const mostFrequent = (shapes: readonly Sampled[]): Sampled =>
  shapes.reduce((most, shape) => (shape.traces > most.traces ? shape : most));

/** Traces of candidates that showed the same before. */
const earlierOf = ({ shapes }: EntryShapes, now: readonly Sampled[], service?: string): number =>
  shapes
    .filter((shape) => !isLearned(shape))
    .filter(({ services }) =>
      service === undefined
        ? now.some((shape) => covers(services, shape.services))
        : services.includes(service),
    )
    .reduce((sum, { traces }) => sum + traces, 0);

/** One sentence on what is new and how sure that is. */
export function whyNew({ service, traces, sampled, before, earlier, unseenMass }: NewShape): string {
  const what =
    service === undefined
      ? 'a new combination of services'
      : `${serviceOfKey(service).name}, never touched before,`;
  return `${what} in ${traces} of ${sampled} sampled traces and in ${earlier} of ${before} before; unseen mass ${unseenMass.toPrecision(2)}`;
}
