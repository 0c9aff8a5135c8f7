import type { About, Effective, Word } from '../model/decision';
import type { Finding, Incident, Resolution } from '../model/finding';
import { coversFinding, endsOf } from './about';

const endings: Readonly<Partial<Record<Word['verb'], Resolution>>> = {
  approve: 'approved',
  benign: 'benign',
  restart: 'rebased',
};

/** Kinds that approval ends: what was not there before. */
const accepted: ReadonlySet<Finding['kind']> = new Set(['new-edge', 'new-node', 'new-shape']);

const accepts = (about: About, finding: Finding): boolean =>
  accepted.has(finding.kind) && (coversFinding(about, finding) || endsOf(about).includes(finding.subject));

/** Why a person's words end a finding, or undefined when none does. The last word stands. */
export function endingBy(words: readonly Effective[], finding: Finding): Resolution | undefined {
  let ending: Resolution | undefined;
  for (const word of words) {
    if (!('about' in word) || word.verb === 'mute') continue;
    const ends = word.verb === 'approve' ? accepts(word.about, finding) : coversFinding(word.about, finding);
    if (ends) ending = endings[word.verb] ?? ending;
  }
  return ending;
}

/** The word by which somebody took an incident on, or undefined: it is about one of its findings. */
export const acknowledgedBy = (
  words: readonly Effective[],
  incident: Incident,
  members: readonly Finding[],
): Word | undefined =>
  words.find(
    (word): word is Word =>
      word.verb === 'acknowledge' &&
      (word.about.findings.includes(incident.key) || members.some((f) => coversFinding(word.about, f))),
  );
