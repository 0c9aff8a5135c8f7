import {
  closeSync,
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
const HEADER_BYTES = 12;
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
 * A record is four bytes of length, eight of arrival (epoch seconds), little-endian, and the text in UTF-8. A
 * record that was cut off when a process died is cut away when the folder is opened again. Every text is with the
 * operating system when `append` returns; a power failure may cost the last seconds. One process a folder.
 */
export class SegmentLog implements Texts {
  readonly #folder: string;
  readonly #names: string[] = [];
  readonly #open = new Map<number, number>();
  #length = 0;
  /** Bytes of unfinished records that were cut away. */
  cutBytes = 0;

  /** Opens or makes the folder. Throws when it cannot be read or written. */
  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(folder, { recursive: true });
    this.#names.push(
      ...readdirSync(folder)
        .filter((name) => FILE_NAME.test(name))
        .sort(),
    );
    if (this.#names.length === 0) this.#roll();
  }

  /** Every record, oldest first; to be read once, before anything is appended. */
  *records(): Generator<LoggedText> {
    for (const number of this.#names.keys()) {
      const file = this.#fileOf(number);
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
    record.writeDoubleLE(arrival, 4);
    record.write(text, HEADER_BYTES);
    const number = this.#names.length - 1;
    const offset = this.#length;
    writeSync(this.#fileOf(number), record, 0, record.length, offset);
    this.#length += record.length;
    return number * OFFSETS_PER_FILE + offset;
  }

  read(reference: number): string {
    const file = this.#fileOf(Math.floor(reference / OFFSETS_PER_FILE));
    const offset = reference % OFFSETS_PER_FILE;
    const peek = Buffer.allocUnsafe(PEEK_BYTES);
    const got = readSync(file, peek, 0, PEEK_BYTES, offset);
    const bytes = peek.readUInt32LE(0);
    if (HEADER_BYTES + bytes <= got) return peek.toString('utf8', HEADER_BYTES, HEADER_BYTES + bytes);
    const rest = Buffer.allocUnsafe(bytes);
    readSync(file, rest, 0, bytes, offset + HEADER_BYTES);
    return rest.toString('utf8');
  }

  /** Closes the files; one that is needed again is opened again. */
  close(): void {
    for (const file of this.#open.values()) closeSync(file);
    this.#open.clear();
  }

  #fileOf(number: number): number {
    const open = this.#open.get(number);
    if (open !== undefined) return open;
    const name = this.#names[number];
    if (name === undefined) throw new Error(`the segment log in ${this.#folder} has no file ${number}`);
    const file = openSync(join(this.#folder, name), 'r+');
    this.#open.set(number, file);
    return file;
  }

  #roll(): void {
    const name = `segments-${String(this.#names.length + 1).padStart(6, '0')}.log`;
    closeSync(openSync(join(this.#folder, name), 'wx'));
    this.#names.push(name);
    this.#length = 0;
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
      arrival: bytes.readDoubleLE(at + 4),
      text: bytes.toString('utf8', at + HEADER_BYTES, end),
    };
    at = end;
  }
  return at;
}
