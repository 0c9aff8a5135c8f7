import { deleteItem, getItem, putItem } from './access';
import { type Body, unpacked } from './body';
import type { Expression } from './expression';
import { room, type ScopeAccess } from './scope';
import { chunkKey, loadPacked, MissingChunks, storeBody } from './stored-body';
import type { Key } from './table';

/** Compressed parts by id. They never change under an id, so a warm process need not read them again. */
export type PartCache = Map<string, Uint8Array>;
const cachedParts = 8;

const partKey = (access: ScopeAccess, id: string): Key => ({ pk: room(access, 'PART'), sk: id });

/** Writes a part under its id; the lease's number keeps an older run from deleting it. */
export async function storePart(access: ScopeAccess, lease: number, body: Body): Promise<void> {
  const fields = await storeBody(access, body, { lease });
  await putItem(access, { ...partKey(access, body.id), kind: 'part', lease, ...fields });
}

/**
 * Reads a part.
 * @throws MissingPart when it was replaced and deleted since its id was read
 */
export async function loadPart(access: ScopeAccess, cache: PartCache, id: string): Promise<unknown> {
  const bytes = cache.get(id) ?? (await readPart(access, id));
  cache.delete(id);
  cache.set(id, bytes);
  for (const oldest of cache.keys()) {
    if (cache.size <= cachedParts) break;
    cache.delete(oldest);
  }
  return unpacked(bytes);
}

async function readPart(access: ScopeAccess, id: string): Promise<Uint8Array> {
  const item = await getItem(access, partKey(access, id));
  if (item === undefined) throw new MissingPart(id);
  try {
    return await loadPacked(access, item);
  } catch (cause) {
    throw cause instanceof MissingChunks ? new MissingPart(id, { cause }) : cause;
  }
}

/**
 * Deletes a part that no head names any more: its chunks, then itself, so that a crash in between is resumed.
 * What a run with a higher lease has written again meanwhile stays. May be repeated.
 */
export async function deletePart(access: ScopeAccess, lease: number, id: string): Promise<void> {
  const item = await getItem(access, partKey(access, id));
  if (item === undefined) return;
  const notNewer: Expression = {
    text: 'attribute_not_exists(#pk) OR #lease <= :lease',
    values: { lease },
  };
  const chunks = item.has('chunks') ? item.number('chunks') : 0;
  for (let index = 0; index < chunks; index += 1) {
    await deleteItem(access, chunkKey(access, id, index), notNewer);
  }
  await deleteItem(access, partKey(access, id), notNewer);
}

/** A part that a snapshot's head named is gone. */
export class MissingPart extends Error {
  constructor(id: string, options?: ErrorOptions) {
    super(`snapshot part ${id} is missing`, options);
    this.name = 'MissingPart';
  }
}
