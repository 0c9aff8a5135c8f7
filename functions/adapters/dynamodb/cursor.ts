import type { StepRecord } from '../../../analysis/model/record';
import { getItem } from './access';
import { bodyOf } from './body';
import { putFenced, type Writer } from './fenced';
import { numberKey } from './keys';
import { room, type ScopeAccess } from './scope';
import { inlineBody, loadBody } from './stored-body';
import type { Key } from './table';

const cursorKey = (access: ScopeAccess): Key => ({ pk: room(access, 'CURSOR'), sk: numberKey(0) });

/**
 * Notes that everything up to the writer's record was projected; it never goes back. The item keeps the record's
 * outline, so that a scope that pauses for longer than the ledger is kept goes on where it was.
 */
export async function projectCursor(access: ScopeAccess, writer: Writer, record: StepRecord): Promise<void> {
  const outline = outlineOf(record);
  const nothingOpen = { ...outline, open: { findings: [], incidents: [] } };
  const body = (await inlineBody(bodyOf(outline))) ?? (await inlineBody(bodyOf(nothingOpen)));
  await putFenced(access, writer, { ...cursorKey(access), kind: 'cursor', ...body });
}

/** Sequence up to which records were projected; 0 for none. */
export async function loadCursor(access: ScopeAccess): Promise<number> {
  return (await getItem(access, cursorKey(access)))?.number('sequence') ?? 0;
}

/** The last projected record without entries, transitions and messages: how far it read and what is open. */
export async function loadOutline(access: ScopeAccess): Promise<StepRecord | undefined> {
  const item = await getItem(access, cursorKey(access));
  return item?.has('codec') ? ((await loadBody(access, item)) as StepRecord) : undefined;
}

const outlineOf = (record: StepRecord): StepRecord => ({
  ...record,
  entries: [],
  transitions: [],
  messages: [],
});
