import type { About } from '../model/decision';
import type { Finding } from '../model/finding';
import { splitSubjectKey } from '../model/subject';

/** Tells whether a word is about a subject: it is named, or one of its ends is. */
export function coversSubject(about: About, subject: string): boolean {
  if (about.all || about.subjects.includes(subject)) return true;
  const { source, target } = splitSubjectKey(subject);
  return about.services.includes(target) || (source !== undefined && about.services.includes(source));
}

/** The ends of the calls that a word names: whoever approves a call approves that its ends are there. */
export const endsOf = ({ subjects }: About): readonly string[] =>
  subjects.flatMap((subject) => {
    const { source, target } = splitSubjectKey(subject);
    return [target, ...(source ? [source] : [])];
  });

/** Tells whether a word is about a finding: it is named, or its subject is. */
export const coversFinding = (about: About, finding: Finding): boolean =>
  about.findings.includes(finding.key) || coversSubject(about, finding.subject);
