import type { Message, StepRecord } from '../../../analysis/model/record';
import type { OutboxItem } from '../../watch/ports';
import { deleteItem, getItem, getItems, putItem, updateItem } from './access';
import { bodyOf } from './body';
import type { Expression } from './expression';
import type { Item } from './item';
import { nameKey, numberKey } from './keys';
import { expiryAfter, room, type ScopeAccess } from './scope';
import { loadBody, storeBody } from './stored-body';
import { itemVersion, type Key } from './table';

const messageKey = (access: ScopeAccess, id: string): Key => ({
  pk: room(access, 'MESSAGE'),
  sk: nameKey(id),
});

/** The pointers of the outbox name the keys of what is unsent, so that reading it costs nothing for what was sent. */
const pointerKey = (access: ScopeAccess, pointer: string): Key => ({
  pk: room(access, 'OUTBOX'),
  sk: pointer,
});

/**
 * Puts a record's messages into the outbox: each message once under its id, then a pointer to it in the order
 * they are to be sent. A repeated projection finds the message there; whether it was sent stands on the message,
 * so it is never sent again for that, and a pointer that a crash left out is put again.
 */
export async function projectMessages(access: ScopeAccess, record: StepRecord): Promise<void> {
  for (const [index, message] of record.messages.entries()) {
    const pointer = `${numberKey(record.sequence)}#${numberKey(index)}`;
    const stored = await storeMessage(access, message, { pointer, sequence: record.sequence });
    if (stored === 'unsent') {
      await putItem(access, {
        ...pointerKey(access, pointer),
        kind: 'pointer',
        message: nameKey(message.id),
      });
    }
  }
}

async function storeMessage(
  access: ScopeAccess,
  message: Message,
  place: { readonly pointer: string; readonly sequence: number },
): Promise<'unsent' | 'done'> {
  const key = messageKey(access, message.id);
  const { id, topic, subject } = message;
  const body = await storeBody(access, bodyOf(message), { legible: true });
  const written = await putItem(
    access,
    { ...key, kind: 'message', id, topic, subject, attempts: 0, ...place, ...body },
    { text: 'attribute_not_exists(#pk)' },
  );
  if (written === 'written') return 'unsent';
  const present = await getItem(access, key);
  const ours = present?.text('pointer') === place.pointer;
  return present !== undefined && ours && !present.has('sentAt') ? 'unsent' : 'done';
}

/** Messages not marked sent, in the order of their records. */
export async function unsentMessages(access: ScopeAccess): Promise<readonly OutboxItem[]> {
  const unsent: OutboxItem[] = [];
  for await (const pointer of getItems(access, { pk: room(access, 'OUTBOX') })) {
    const item = await getItem(access, { pk: room(access, 'MESSAGE'), sk: pointer.text('message') });
    if (item === undefined || item.has('sentAt')) await removePointer(access, pointer.text('sk'));
    else unsent.push(await outboxItem(access, item));
  }
  return unsent;
}

const outboxItem = async (access: ScopeAccess, item: Item): Promise<OutboxItem> => ({
  message: (await loadBody(access, item)) as Message,
  sequence: item.number('sequence'),
  attempts: item.number('attempts'),
});

const removePointer = (access: ScopeAccess, pointer: string) =>
  deleteItem(access, pointerKey(access, pointer));

const stillUnsent: Expression = {
  text: 'attribute_exists(#pk) AND #v = :v AND attribute_not_exists(#sentAt)',
  values: { v: itemVersion },
};

/**
 * Marks a message sent, once: a second mark changes nothing. From now on it expires with the findings.
 * @throws Error when no message has this id
 */
export async function markMessageSent(
  access: ScopeAccess,
  { id, at, receipt }: { readonly id: string; readonly at: number; readonly receipt: string },
): Promise<void> {
  const expiresAt = expiryAfter(access, access.findingDays);
  const marked = await updateItem(access, messageKey(access, id), {
    change: {
      text: 'SET #sentAt = :at, #receipt = :receipt, #attempts = #attempts + :one, #expiresAt = :expiresAt',
      values: { at, receipt, one: 1, expiresAt },
    },
    condition: stillUnsent,
  });
  const item = marked ?? (await presentMessage(access, id));
  await removePointer(access, item.text('pointer'));
}

/**
 * Counts a failed attempt and keeps its reason; a message already sent stays sent.
 * @throws Error when no message has this id
 */
export async function markMessageFailed(
  access: ScopeAccess,
  { id, at, reason }: { readonly id: string; readonly at: number; readonly reason: string },
): Promise<void> {
  const marked = await updateItem(access, messageKey(access, id), {
    change: {
      text: 'SET #attempts = #attempts + :one, #failedAt = :at, #failure = :reason',
      values: { one: 1, at, reason },
    },
    condition: stillUnsent,
  });
  if (marked === undefined) await presentMessage(access, id);
}

async function presentMessage(access: ScopeAccess, id: string): Promise<Item> {
  const item = await getItem(access, messageKey(access, id));
  if (item === undefined) throw new Error(`no message ${id} in the outbox of ${access.scope}`);
  return item;
}
