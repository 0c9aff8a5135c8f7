import type { Baseline, Known, Standing } from '../model/baseline';
import type { About, Effective } from '../model/decision';
import { coversSubject, endsOf } from './about';

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
        known: standing(baseline, word.about, 'approved', at),
        shapes: accepted(baseline.shapes, word.about),
      };
    case 'deny':
      return { ...baseline, known: standing(baseline, word.about, 'denied', at) };
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
function standing({ known, settled }: Baseline, about: About, to: Standing, at: number): Baseline['known'] {
  const next = new Map(known);
  const ends = to === 'approved' ? endsOf(about) : [];
  for (const [subject, one] of known) {
    const isNamed = about.subjects.includes(subject);
    const isCovered = coversSubject(about, subject) && one.standing !== 'denied';
    const isNewEnd = ends.includes(subject) && one.standing === 'candidate';
    if (isNamed || isCovered || isNewEnd) next.set(subject, { ...one, standing: to });
  }
  for (const subject of about.subjects)
    if (!next.has(subject)) next.set(subject, unseen(subject, to, { at, settled }));
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

/** What nobody has seen yet may be decided in advance. */
const unseen = (subject: string, to: Standing, { at, settled }: { at: number; settled: number }): Known => ({
  subject,
  standing: to,
  firstSeen: at,
  lastSeen: at,
  windows: 0,
  lastSettled: settled,
  longestSilence: 0,
});

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
