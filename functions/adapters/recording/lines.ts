const newline = 0x0a;

/** A line without its break, or `undefined` for one that is longer than the limit and was dropped. */
export interface TextLine {
  /** Counted from 1. */
  readonly line: number;
  readonly text: string | undefined;
}

/** Bytes a line may have: three times what a window of 100,000 edges takes. */
export const longestLine = 268_435_456;

/**
 * Cuts a stream of bytes into UTF-8 lines at line feeds only, holding no more than one line.
 * (node:readline also cuts at U+2028, which JSON allows inside a text.) O(bytes).
 */
export async function* linesOf(
  chunks: AsyncIterable<Buffer>,
  longest: number = longestLine,
): AsyncGenerator<TextLine> {
  let held: Buffer[] = [];
  let size = 0;
  let line = 0;
  const take = (piece: Buffer): void => {
    size += piece.length;
    if (size <= longest) held.push(piece);
    else held = [];
  };
  const finish = (): TextLine => {
    line += 1;
    const text = size <= longest ? Buffer.concat(held).toString('utf8') : undefined;
    held = [];
    size = 0;
    return { line, text };
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(newline); at >= 0; at = chunk.indexOf(newline, from)) {
      take(chunk.subarray(from, at));
      yield finish();
      from = at + 1;
    }
    if (from < chunk.length) take(chunk.subarray(from));
  }
  if (size > 0) yield finish();
}
