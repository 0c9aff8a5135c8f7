import { type Baseline, belongs } from '../../model/baseline';
import type { Entry } from '../../model/record';
import type { EntryShapes } from '../../model/trace-shape';
import { keepShape } from './keep';
import { type Sampled, sampledBy } from './sampled';

/**
 * Takes what a window's traces touched into what is known of each entry point. What was decided when the window was
 * judged stands in its entry: whose shapes still learn, and which services do, whose new calls are learned. A service
 * that is no part of the norm makes a shape a candidate, so that trouble does not teach. O(shapes of the window x
 * shapes known).
 */
export function learnShapes(baseline: Baseline, entry: Entry): Baseline['shapes'] {
  const { traces, read } = entry;
  if (traces?.status !== 'read') return baseline.shapes;
  const next = new Map(baseline.shapes);
  const learners = new Set(traces.learners);
  const learns = learningBy(baseline, entry);
  for (const [service, sampled] of sampledBy(traces)) {
    const open = entry.learning || learners.has(service);
    const before = next.get(service) ?? (open ? begun(read.window.start) : undefined);
    if (before === undefined || isStranger(baseline, service)) continue;
    const taken = sampled.reduce(
      (known, shape) => keepShape(known, { ...shape, at: read.window.start, learns: learns(shape, open) }),
      before,
    );
    next.set(service, { ...taken, windows: taken.windows + 1, taught: taken.taught || entry.learning });
  }
  if (!entry.learning) finish(next, learners, read.window.start);
  return next;
}

const begun = (since: number): EntryShapes => ({
  since,
  taught: false,
  windows: 0,
  traces: 0,
  beyond: 0,
  shapes: [],
});

/** An entry point that the graph knows and nobody has accepted: its requests are no norm. */
export const isStranger = ({ known }: Pick<Baseline, 'known'>, service: string): boolean => {
  const one = known.get(service);
  return one !== undefined && !belongs(one.standing);
};

/** Tells of a shape whether it becomes part of the norm. */
function learningBy(baseline: Baseline, entry: Entry): (shape: Sampled, open: boolean) => boolean {
  if (!entry.teaches) return () => false;
  if (entry.learning) return () => true;
  const withheld = new Set(
    entry.withheld.filter(({ families }) => families.includes('presence')).map(({ subject }) => subject),
  );
  const services = new Set(entry.learners?.map(({ service }) => service));
  return (shape, open) =>
    (open || shape.services.some((service) => services.has(service))) &&
    !shape.services.some((service) => withheld.has(service) || isStranger(baseline, service));
}

/** Marks who learns no longer from this window on. */
function finish(shapes: Map<string, EntryShapes>, learners: ReadonlySet<string>, at: number): void {
  for (const [service, known] of shapes)
    if (known.finished === undefined && !learners.has(service) && known.since < at)
      shapes.set(service, { ...known, finished: at });
}
