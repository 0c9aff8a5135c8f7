import { whyNew } from '../detect/new-shapes';
import type { Assessment } from '../model/assessment';
import type { Finding } from '../model/finding';
import type { NewShape } from '../model/trace-shape';

/** One assessment for each thing that is new in an entry point's traces, so that each is a finding of its own. */
export const apart = (assessments: readonly Assessment[]): readonly Assessment[] =>
  assessments.some(({ shapes }) => shapes !== undefined) ? assessments.flatMap(split) : assessments;

const split = (assessment: Assessment): Assessment[] =>
  assessment.shapes === undefined
    ? [assessment]
    : assessment.shapes.map((shape) => ({
        ...assessment,
        observed: { value: shape.traces, unit: 'traces', count: shape.sampled },
        certain: shape.traces > 1,
        why: whyNew(shape),
        shapes: [shape],
      }));

/** What an episode of a new shape is about: the service, or nothing for all combinations; nothing for other kinds. */
export const aboutOf = (shape: NewShape | undefined): string => shape?.service ?? '';

/** Tells whether an answer speaks of a finding: one without anything new speaks of all. */
export const isAbout = ({ shapes }: Assessment, { shape }: Finding): boolean =>
  shapes === undefined || aboutOf(shapes[0]) === aboutOf(shape);
