import type { Baseline, Standing } from '../model/baseline';
import type { About, Effective, Word } from '../model/decision';
import { coversSubject, endsOf } from './about';
import { unseen } from './unseen';

/**
 * The baseline after people's words: standings of edges and nodes, and levels that begin anew. `at` is the start of
 * the window they take effect with, in epoch seconds. Doing it twice changes nothing more. O(words x subjects).
 */
export function decidedBaseline(baseline: Baseline, words: readonly Effective[], at: number): Baseline {
  if (words.length === 0) return baseline;
  const done = words.reduce((next, word) => decidedBy(next, word, at), baseline);
  return {
    ...done,
    decided: [...new Set([...(baseline.decided ?? []), ...words.map(({ id }) => id)])].sort(),
  };
}

function decidedBy(baseline: Baseline, word: Effective, at: number): Baseline {
  switch (word.verb) {
    case 'approve':
      return {
        ...baseline,
        known: standing(baseline, word, 'approved', at),
        shapes: accepted(baseline.shapes, word.about),
      };
    case 'deny':
      return { ...baseline, known: standing(baseline, word, 'denied', at) };
    case 'benign':
    case 'restart':
      return anew(baseline, word.about);
    case 'acknowledge':
    case 'mute':
    case 'unmute':
      return baseline;
  }
}

/** A word on a service leaves what was denied by itself; a word on the edge does not. */
function standing(
  { known, settled }: Baseline,
  { about, id: by }: Word,
  to: Standing,
  at: number,
): Baseline['known'] {
  const next = new Map(known);
  const decided = { standing: to, decidedBy: by };
  const ends = to === 'approved' ? endsOf(about) : [];
  for (const [subject, one] of known) {
    const isNamed = about.subjects.includes(subject);
    const isCovered = coversSubject(about, subject) && one.standing !== 'denied';
    const isNewEnd = ends.includes(subject) && one.standing === 'candidate';
    const standsSo = one.standing === to && one.decidedBy !== undefined;
    if ((isNamed || isCovered || isNewEnd) && !standsSo) next.set(subject, { ...one, ...decided });
  }
  for (const subject of about.subjects)
    if (!next.has(subject)) next.set(subject, { ...unseen(subject, { at, settled }), ...decided });
  return next;
}

/** Every shape that the requests of an entry point had so far belongs from now on. */
function accepted(shapes: Baseline['shapes'], { entries = [] }: About): Baseline['shapes'] {
  if (entries.length === 0) return shapes;
  const next = new Map(shapes);
  for (const entry of entries) {
    const known = shapes.get(entry);
    if (known)
      next.set(entry, { ...known, shapes: known.shapes.map((s) => ({ ...s, standing: 'learned' })) });
  }
  return next;
}

/** Levels of the subjects begin anew, their frozen references with them; what is known of whom they call stays. */
function anew(baseline: Baseline, about: About): Baseline {
  const { courses } = baseline.drift;
  const subjects = new Set(
    [...baseline.pooled.norms.keys(), ...courses.keys()].filter((subject) => coversSubject(about, subject)),
  );
  const next = withoutNorms(baseline, subjects);
  const kept = new Map([...courses].filter(([subject]) => !subjects.has(subject)));
  return { ...next, drift: { ...next.drift, courses: kept } };
}

/** The baseline without the norms of some subjects, and without what waits to teach them. */
export const withoutNorms = (baseline: Baseline, subjects: ReadonlySet<string>): Baseline => ({
  ...baseline,
  pooled: {
    ...baseline.pooled,
    norms: new Map([...baseline.pooled.norms].filter(([subject]) => !subjects.has(subject))),
  },
  held: baseline.held.filter(({ observation }) => !subjects.has(observation.subject)),
});
