import type { Baseline, Known } from '../../../analysis/model/baseline';
import type { StepRecord } from '../../../analysis/model/record';
import { splitSubjectKey } from '../../../analysis/model/subject';
import { getItems } from './access';
import { forEachConcurrently } from './concurrent';
import { putFenced, type Writer } from './fenced';
import { nameKey } from './keys';
import { room, type ScopeAccess } from './scope';

/** A known edge that stands as it stood is written again when it was last seen this much later. Seconds. */
const refreshSeconds = 3_600;

/** What the registry holds of a subject, by sort key: enough to know whether writing it again would tell more. */
export type Written = Map<string, Pick<Known, 'standing' | 'lastSeen'>>;

/** Reads what the registry holds once a process; afterwards each write is remembered. */
export function rememberedWritten(access: ScopeAccess): () => Promise<Written> {
  let written: Written | undefined;
  return async () => {
    written ??= await loadWritten(access);
    return written;
  };
}

async function loadWritten(access: ScopeAccess): Promise<Written> {
  const written: Written = new Map();
  for await (const item of getItems(access, { pk: room(access, 'KNOWN') })) {
    written.set(item.text('sk'), {
      standing: item.text('standing') as Known['standing'],
      lastSeen: item.number('lastSeen'),
    });
  }
  return written;
}

/**
 * Writes the known edges and nodes that a record saw: new ones, those whose standing changed, and those last
 * written an hour ago; and, where people decided, all whose standing changed, seen or not. The registry is for reading only; the fold does not depend on it.
 */
export async function projectKnown(
  access: ScopeAccess,
  writer: Writer,
  { record, known, written }: { record: StepRecord; known: Baseline['known']; written: Written },
): Promise<void> {
  const seen = new Set(
    record.entries.flatMap(({ observations }) => observations.map(({ subject }) => subject)),
  );
  const due = [...(record.decided ? known.keys() : seen)]
    .map((subject) => known.get(subject))
    .filter((one) => one !== undefined)
    .filter((one) => tellsMore(one, written.get(nameKey(one.subject))));
  await forEachConcurrently(due, async (one) => {
    await putFenced(access, writer, { pk: room(access, 'KNOWN'), sk: nameKey(one.subject), ...fields(one) });
    written.set(nameKey(one.subject), { standing: one.standing, lastSeen: one.lastSeen });
  });
}

const tellsMore = (known: Known, written: Pick<Known, 'standing' | 'lastSeen'> | undefined): boolean =>
  written === undefined ||
  known.standing !== written.standing ||
  known.lastSeen >= written.lastSeen + refreshSeconds;

function fields({ subject, standing, firstSeen, lastSeen, windows }: Known) {
  const { kind, source, target } = splitSubjectKey(subject);
  return {
    kind: 'known',
    subject,
    subjectKind: kind,
    source,
    target,
    standing,
    firstSeen,
    lastSeen,
    windows,
  };
}
