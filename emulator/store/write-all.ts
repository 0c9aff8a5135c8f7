import { writeSync } from 'node:fs';

/** Writes all bytes at a place of a file; the system may take fewer at a time. Throws when it takes no more. */
export function writeAll(file: number, bytes: Buffer, place: number): void {
  for (let done = 0; done < bytes.length; ) {
    done += writeSync(file, bytes, done, bytes.length - done, place + done);
  }
}
