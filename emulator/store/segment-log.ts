import {
  closeSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { Texts } from './texts';

const FILE_NAME = /^segments-(\d{6})\.log$/;
const FILE_BYTES = 256 * 1024 * 1024;
const HEADER_BYTES = 8;
const OFFSETS_PER_FILE = 2 ** 32;
/** Read at once: most documents fit, so that one call to the system is enough. */
const PEEK_BYTES = 4096;

/** One record of the log, as it is found again. */
export interface LoggedText {
  readonly reference: number;
  readonly arrival: number;
  readonly text: string;
}

/**
 * Texts in append-only files of a folder, so that they outlive the process.
 * A record is four bytes of length and four of arrival (epoch seconds), little-endian, and the text in UTF-8. A
 * record that was cut off when a process died is cut away when the folder is opened again. Every text is with the
 * operating system when `append` returns; a power failure may cost the last seconds. One process a folder.
 */
export class SegmentLog implements Texts {
  readonly #folder: string;
  readonly #files: number[] = [];
  #length = 0;
  /** Bytes of unfinished records that were cut away. */
  cutBytes = 0;

  /** Opens or makes the folder. Throws when it cannot be read or written. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    const names = readdirSync(folder).filter((name) => FILE_NAME.test(name));
    for (const name of names.sort()) this.#files.push(openSync(join(folder, name), 'r+'));
    if (this.#files.length === 0) this.#roll();
  }

  /** Every record, oldest first; to be read once, before anything is appended. */
  *records(): Generator<LoggedText> {
    for (const [number, file] of this.#files.entries()) {
      const bytes = readFileSync(file);
      const whole = yield* recordsIn(bytes, number * OFFSETS_PER_FILE);
      this.cutBytes += bytes.length - whole;
      if (whole < bytes.length) ftruncateSync(file, whole);
      this.#length = whole;
    }
  }

  append(text: string, arrival: number): number {
    const bytes = Buffer.byteLength(text);
    if (this.#length > 0 && this.#length + HEADER_BYTES + bytes > FILE_BYTES) this.#roll();
    const record = Buffer.allocUnsafe(HEADER_BYTES + bytes);
    record.writeUInt32LE(bytes, 0);
    record.writeUInt32LE(Math.max(0, Math.floor(arrival)), 4);
    record.write(text, HEADER_BYTES);
    const reference = (this.#files.length - 1) * OFFSETS_PER_FILE + this.#length;
    writeSync(this.#fileOf(reference), record, 0, record.length, this.#length);
    this.#length += record.length;
    return reference;
  }

  read(reference: number): string {
    const file = this.#fileOf(reference);
    const offset = reference % OFFSETS_PER_FILE;
    const peek = Buffer.allocUnsafe(PEEK_BYTES);
    const got = readSync(file, peek, 0, PEEK_BYTES, offset);
    const bytes = peek.readUInt32LE(0);
    if (HEADER_BYTES + bytes <= got) return peek.toString('utf8', HEADER_BYTES, HEADER_BYTES + bytes);
    const rest = Buffer.allocUnsafe(bytes);
    readSync(file, rest, 0, bytes, offset + HEADER_BYTES);
    return rest.toString('utf8');
  }

  close(): void {
    for (const file of this.#files.splice(0)) closeSync(file);
  }

  #fileOf(reference: number): number {
    const file = this.#files[Math.floor(reference / OFFSETS_PER_FILE)];
    if (file === undefined) throw new Error('the segment log is closed');
    return file;
  }

  #roll(): void {
    const name = `segments-${String(this.#files.length + 1).padStart(6, '0')}.log`;
    const file = openSync(join(this.#folder, name), 'wx+');
    this.#files.push(file);
    this.#length = fstatSync(file).size;
  }
}

/** The whole records in a file's bytes; returns where the last of them ends. */
function* recordsIn(bytes: Buffer, base: number): Generator<LoggedText, number> {
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const end = at + HEADER_BYTES + bytes.readUInt32LE(at);
    if (end > bytes.length) break;
    yield {
      reference: base + at,
      arrival: bytes.readUInt32LE(at + 4),
      text: bytes.toString('utf8', at + HEADER_BYTES, end),
    };
    at = end;
  }
  return at;
}
