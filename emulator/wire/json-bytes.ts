import { isJsonObject } from './json';

/** Text is turned into bytes whenever there is so much of it. Characters. */
const PIECE_LENGTH = 32 * 1024;

/**
 * Writes a value as JSON in UTF-8, the bytes that `JSON.stringify` would give.
 * The members of an object and the entries of their lists are written one after the other: of an answer of some MB a
 * whole text would be kept three times over, where the collector of garbage looks last.
 */
export function jsonBytes(value: unknown): Buffer {
  const pieces: Buffer[] = [];
  let waiting = '';
  for (const text of textsOf(value)) {
    waiting += text;
    if (waiting.length < PIECE_LENGTH) continue;
    pieces.push(Buffer.from(waiting));
    waiting = '';
  }
  return Buffer.concat([...pieces, Buffer.from(waiting)]);
}

function* textsOf(value: unknown): Generator<string> {
  if (!isJsonObject(value)) {
    yield JSON.stringify(value);
    return;
  }
  let before = '{';
  for (const [member, content] of Object.entries(value)) {
    const name = `${before}${JSON.stringify(member)}:`;
    if (Array.isArray(content)) {
      yield name;
      yield* textsOfList(content);
    } else {
      const text = JSON.stringify(content);
      if (text === undefined) continue;
      yield name + text;
    }
    before = ',';
  }
  yield before === '{' ? '{}' : '}';
}

function* textsOfList(list: readonly unknown[]): Generator<string> {
  let before = '[';
  for (const entry of list) {
    yield before + (JSON.stringify(entry) ?? 'null');
    before = ',';
  }
  yield before === '[' ? '[]' : ']';
}
