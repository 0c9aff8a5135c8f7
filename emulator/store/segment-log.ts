import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { LARGEST_DOCUMENT_BYTES } from '../segments/problems';
import type { Texts } from './texts';
import { writeAll } from './write-all';

const FILE_NAME = /^segments-(\d{6})\.log$/;
const DEFAULT_FILE_BYTES = 256 * 1024 * 1024;
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
 * record that was cut off when a process died is cut away when the folder is opened again; anything else that is no
 * record is damage, and refused. Every text is with the operating system when `append` returns; a power failure may
 * cost the last seconds. One process a folder (see `folder-lock`).
 */
export class SegmentLog implements Texts {
  readonly #folder: string;
  readonly #fileBytes: number;
  readonly #names: string[] = [];
  readonly #open = new Map<number, number>();
  #length = 0;
  /** Bytes of unfinished records that were cut away. */
  cutBytes = 0;

  /** Opens or makes the folder. Throws when it cannot be read or written. @param fileBytes a file is not made longer */
  constructor(folder: string, fileBytes = DEFAULT_FILE_BYTES) {
    this.#folder = folder;
    this.#fileBytes = fileBytes;
    mkdirSync(folder, { recursive: true });
    this.#names.push(
      ...readdirSync(folder)
        .filter((name) => FILE_NAME.test(name))
        .sort(),
    );
    if (this.#names.length === 0) this.#roll();
  }

  /** Every record, oldest first; to be read once, before anything is appended. Throws when a file is damaged. */
  *records(): Generator<LoggedText> {
    for (const number of this.#names.keys()) {
      const file = this.#fileOf(number);
      const bytes = readFileSync(file);
      const whole = yield* recordsIn(bytes, number * OFFSETS_PER_FILE);
      if (!isCutOff(bytes.subarray(whole))) throw this.#damaged(number, whole);
      this.cutBytes += bytes.length - whole;
      if (whole < bytes.length) ftruncateSync(file, whole);
      this.#length = whole;
    }
  }

  append(text: string, arrival: number): number {
    const bytes = Buffer.byteLength(text);
    if (this.#length > 0 && this.#length + HEADER_BYTES + bytes > this.#fileBytes) this.#roll();
    const record = Buffer.allocUnsafe(HEADER_BYTES + bytes);
    record.writeUInt32LE(bytes, 0);
    record.writeDoubleLE(arrival, 4);
    record.write(text, HEADER_BYTES);
    const number = this.#names.length - 1;
    const offset = this.#length;
    this.#write(this.#fileOf(number), record);
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

  /** Writes a record at the end; what was written of one that failed is cut away, so that no other follows it. */
  #write(file: number, record: Buffer): void {
    try {
      writeAll(file, record, this.#length);
    } catch (cause) {
      ftruncateSync(file, this.#length);
      throw cause;
    }
  }

  #damaged(number: number, at: number): Error {
    const file = join(this.#folder, this.#names[number] ?? '');
    return new Error(
      `${file} is damaged at byte ${at}; restore it, or cut it there to go on without the rest`,
    );
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
    const newest = Number(FILE_NAME.exec(this.#names.at(-1) ?? '')?.[1] ?? 0);
    const name = `segments-${String(newest + 1).padStart(6, '0')}.log`;
    closeSync(openSync(join(this.#folder, name), 'wx'));
    this.#names.push(name);
    this.#length = 0;
  }
}

/** The whole records in a file's bytes; returns where the last of them ends. */
function* recordsIn(bytes: Buffer, base: number): Generator<LoggedText, number> {
  let at = 0;
  while (at + HEADER_BYTES <= bytes.length) {
    const length = bytes.readUInt32LE(at);
    const end = at + HEADER_BYTES + length;
    if (!isLength(length) || end > bytes.length) break;
    yield {
      reference: base + at,
      arrival: bytes.readDoubleLE(at + 4),
      text: bytes.toString('utf8', at + HEADER_BYTES, end),
    };
    at = end;
  }
  return at;
}

const isLength = (length: number) => length > 0 && length <= LARGEST_DOCUMENT_BYTES;

/** Whether the end of a file is the beginning of a record, or space that was never written. */
function isCutOff(rest: Buffer): boolean {
  return rest.length < HEADER_BYTES || isLength(rest.readUInt32LE(0)) || rest.every((byte) => byte === 0);
}
