import type { Standing } from '../model/baseline';
import { type SubjectKind, subjectKey } from '../model/subject';
import type { ReviewedBaseline, ReviewedSubject } from './reviewed';

/** How a subject stands in a reviewed file and in what is stored; absent where it is not there. */
export interface Difference {
  readonly subject: string;
  readonly file?: Standing;
  readonly stored?: Standing;
}

export const keyOf = ({ kind, from, to }: Pick<ReviewedSubject, 'kind' | 'from' | 'to'>): string =>
  subjectKey(
    kind === 'node' || from === undefined
      ? { kind: 'node', target: to }
      : { kind: kind as Exclude<SubjectKind, 'node'>, source: from, target: to },
  );

/** Where a reviewed file and what is stored differ in who calls whom and how that stands; sorted. Numbers are not compared. */
export function differences(file: ReviewedBaseline, stored: ReviewedBaseline): Difference[] {
  const standings = ({ subjects }: ReviewedBaseline): Map<string, Standing> =>
    new Map(subjects.map((one) => [keyOf(one), one.standing] as const));
  const [inFile, inStore] = [standings(file), standings(stored)];
  return [...new Set([...inFile.keys(), ...inStore.keys()])].sort().flatMap((subject) => {
    const [wanted, is] = [inFile.get(subject), inStore.get(subject)];
    return wanted === is
      ? []
      : [{ subject, ...(wanted ? { file: wanted } : {}), ...(is ? { stored: is } : {}) }];
  });
}

/**
 * What has to be decided so that what is stored stands as the file says: what the file counts as part of the norm is
 * approved unless it is learned anyway, what it denies is denied. Candidates decide nothing, nor does what the file lacks.
 */
export function wordsFor(
  found: readonly Difference[],
): Readonly<Record<'approve' | 'deny', readonly string[]>> {
  const approve = found.filter(
    ({ file, stored }) => file === 'approved' || (file === 'learned' && stored !== 'approved'),
  );
  const deny = found.filter(({ file }) => file === 'denied');
  return { approve: approve.map(({ subject }) => subject), deny: deny.map(({ subject }) => subject) };
}
