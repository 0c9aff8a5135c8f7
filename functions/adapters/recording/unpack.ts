import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** First byte of every gzip file; no JSON text begins with it. */
const gzipMagic = 0x1f;

/** A file's bytes, unpacked when it is gzip, whatever its name. `onBytes` is told how many were read from disk. */
export async function* unpackedFile(file: string, onBytes?: (count: number) => void): AsyncGenerator<Buffer> {
  const chunks = bytesOf(file, onBytes);
  const first = await chunks.next();
  if (first.done) return;
  const all = Readable.from(joined(first.value, chunks));
  if (first.value[0] !== gzipMagic) {
    yield* all as AsyncIterable<Buffer>;
    return;
  }
  const gunzip = createGunzip();
  all.on('error', (error) => gunzip.destroy(error));
  yield* all.pipe(gunzip) as AsyncIterable<Buffer>;
}

async function* bytesOf(file: string, onBytes?: (count: number) => void): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(file)) {
    const bytes = chunk as Buffer;
    onBytes?.(bytes.length);
    yield bytes;
  }
}

async function* joined(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}
