import { linesOf } from './lines';
import { parseLine, type RecordedWindow } from './parse-line';
import { unpackedFile } from './unpack';

/** Where in which file; lines are counted from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/**
 * What a recording holds, in the order of its lines: a window, a line that cannot be used and why, or a file that
 * could not be opened at all.
 */
export type RecordingLine =
  | ({ readonly kind: 'window' } & Place & RecordedWindow)
  | ({ readonly kind: 'problem'; readonly problem: string } & Place)
  | { readonly kind: 'unreadable'; readonly file: string; readonly problem: string };

/**
 * Reads recordings (`.jsonl`, `.jsonl.gz`; see docs/data-format.md) one after the other, holding one line at a time.
 * Never rejects for what is in a file or for a file that is not there: that comes back as a problem.
 * @param onBytes told how many bytes were read from disk, for progress
 */
export async function* readRecordings(
  files: Iterable<string>,
  onBytes?: (count: number) => void,
): AsyncGenerator<RecordingLine> {
  for (const file of files) yield* readRecording(file, onBytes);
}

async function* readRecording(
  file: string,
  onBytes?: (count: number) => void,
): AsyncGenerator<RecordingLine> {
  let line = 0;
  const chunks = unpackedFile(file, onBytes);
  const lines = linesOf(chunks);
  for (;;) {
    try {
      const next = await lines.next();
      if (next.done) return;
      line = next.value.line;
      const found = lineOf(next.value.text, { file, line });
      if (found) yield found;
    } catch (error) {
      yield failureOf(error, { file, line: line + 1 });
      return;
    }
  }
}

function lineOf(text: string | undefined, place: Place): RecordingLine | undefined {
  if (text === undefined) return { kind: 'problem', ...place, problem: 'the line is longer than 256 MiB' };
  const json = place.line === 1 ? text.replace(/^\uFEFF/, '') : text;
  if (json.trim() === '') return undefined;
  const parsed = parseLine(json);
  return 'problem' in parsed
    ? { kind: 'problem', ...place, ...parsed }
    : { kind: 'window', ...place, ...parsed };
}

/** A damaged gzip file is a problem of its contents; anything else means that the file cannot be read. */
function failureOf(error: unknown, place: Place): RecordingLine {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code?.startsWith('Z_')) {
    const problem = `the gzip data is damaged from here on (${message}); what came before is used`;
    return { kind: 'problem', ...place, problem };
  }
  return { kind: 'unreadable', file: place.file, problem: reasons[code ?? ''] ?? message };
}

const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EACCES: 'it may not be read by this user',
  EISDIR: 'it is a folder; name a .jsonl or .jsonl.gz file in it',
};
