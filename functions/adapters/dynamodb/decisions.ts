import { type Decision, isRange } from '../../../analysis/model/decision';
import { getItems, putItem } from './access';
import { bodyOf } from './body';
import { nameKey } from './keys';
import { room, type ScopeAccess } from './scope';
import { loadBody, storeBody } from './stored-body';

/** Appends a decision; one with the same id stays as it was first taken. Decisions never expire. */
export async function appendDecision(access: ScopeAccess, decision: Decision): Promise<void> {
  const { id, verb, by, at, reason } = decision;
  const range = isRange(decision) ? { start: decision.range.start, end: decision.range.end } : {};
  await putItem(
    access,
    {
      pk: room(access, 'DECISION'),
      sk: nameKey(id),
      kind: 'decision',
      ...{ id, verb, by, at, reason },
      ...range,
      ...(await storeBody(access, bodyOf(decision), { legible: true })),
    },
    { text: 'attribute_not_exists(#pk)' },
  );
}

/** All decisions, by the time they were taken, then by id. */
export async function loadDecisions(access: ScopeAccess): Promise<readonly Decision[]> {
  const decisions: Decision[] = [];
  for await (const item of getItems(access, { pk: room(access, 'DECISION') })) {
    decisions.push((await loadBody(access, item)) as Decision);
  }
  return decisions.sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
}
