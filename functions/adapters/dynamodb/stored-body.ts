import { getItems, putItems } from './access';
import { type Body, packed, unpacked } from './body';
import type { Fields, Item } from './item';
import { numberKey } from './keys';
import { room, type ScopeAccess } from './scope';
import type { Key } from './table';
import { UnreadableItem } from './version';

/** DynamoDB's item limit is 409,600 bytes, attribute names and the readable attributes included. */
const chunkBytes = 350_000;
const readableBytes = 300_000;

/** How a body may be stored. */
export interface BodyOptions {
  /** Epoch seconds; chunks without it are kept until deleted. */
  readonly expiresAt?: number | undefined;
  /** Number of the writer's lease, put on the chunks so that an older run cannot delete them. */
  readonly lease?: number;
  /** Small bodies stay legible JSON in the item. */
  readonly legible?: boolean;
}

/**
 * Stores a body and gives the attributes that an item needs to find it: the body itself where it fits
 * (`json` or `body`), otherwise the number of chunks, which are written here, before the item that names them.
 * A chunk's key holds the content's id, so that two runs never write into each other's chunks.
 */
export async function storeBody(access: ScopeAccess, body: Body, options: BodyOptions = {}): Promise<Fields> {
  if (options.legible && Buffer.byteLength(body.json) <= readableBytes) {
    return { codec: 'json', content: body.id, json: body.json };
  }
  const bytes = await packed(body);
  if (bytes.length <= chunkBytes) return inline(body, bytes);
  const chunks = await storeChunks(access, { ...options, body, bytes });
  return { codec: 'json+br', content: body.id, chunks };
}

/** The attributes of a body that fits into its item, or undefined when it does not. */
export async function inlineBody(body: Body): Promise<Fields | undefined> {
  const bytes = await packed(body);
  return bytes.length <= chunkBytes ? inline(body, bytes) : undefined;
}

const inline = (body: Body, bytes: Uint8Array): Fields => ({
  codec: 'json+br',
  content: body.id,
  body: bytes,
});

/** Writes a body's bytes as chunks and answers how many these are. */
async function storeChunks(
  access: ScopeAccess,
  { body, bytes, expiresAt, lease }: BodyOptions & { readonly body: Body; readonly bytes: Uint8Array },
): Promise<number> {
  const chunks = Math.ceil(bytes.length / chunkBytes);
  await putItems(
    access,
    Array.from({ length: chunks }, (_, index) => ({
      ...chunkKey(access, body.id, index),
      kind: 'chunk',
      body: bytes.subarray(index * chunkBytes, (index + 1) * chunkBytes),
      expiresAt,
      lease,
    })),
  );
  return chunks;
}

/** Where a chunk of a body stands. */
export const chunkKey = (access: ScopeAccess, id: string, index: number): Key => ({
  pk: room(access, 'CHUNK'),
  sk: `${id}#${numberKey(index)}`,
});

/**
 * The value behind an item's body attributes.
 * @throws UnreadableItem for a codec this program does not know
 * @throws MissingChunks when chunks are absent or expired
 */
export async function loadBody(access: ScopeAccess, item: Item): Promise<unknown> {
  const codec = item.text('codec');
  if (codec === 'json') return JSON.parse(item.text('json'));
  if (codec === 'json+br') return unpacked(await loadPacked(access, item));
  const advice = 'a newer tracenorm wrote it, run that version or a later one';
  throw new UnreadableItem(item, `codec ${codec}`, 'json and json+br', advice);
}

/**
 * The compressed bytes of an item's body, from itself or its chunks.
 * @throws MissingChunks when chunks are absent or expired
 */
export async function loadPacked(access: ScopeAccess, item: Item): Promise<Uint8Array> {
  return item.has('body') ? item.bytes('body') : loadChunks(access, item);
}

async function loadChunks(access: ScopeAccess, item: Item): Promise<Uint8Array> {
  const expected = item.number('chunks');
  const chunks: Uint8Array[] = [];
  const beginsWith = `${item.text('content')}#`;
  for await (const chunk of getItems(access, { pk: room(access, 'CHUNK'), beginsWith })) {
    chunks.push(chunk.bytes('body'));
  }
  if (chunks.length !== expected) throw new MissingChunks(item, chunks.length, expected);
  return Buffer.concat(chunks);
}

/** A body of which parts are gone: the item that names it outlived its chunks. */
export class MissingChunks extends Error {
  constructor(item: Item, found: number, expected: number) {
    super(`item ${item.name} needs ${expected} chunks, found ${found}`);
    this.name = 'MissingChunks';
  }
}
