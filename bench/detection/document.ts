import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const file = join(__dirname, '../../docs/detection.md');

/** A table of the document. */
export interface Chapter {
  readonly title: string;
  readonly table: string;
  /** The part of `bench/detection/whole.ts` that prints it. */
  readonly part: string;
}

/** Puts each table under its heading in docs/detection.md, in place of the former one or at the end; prose stays. */
export function writeChapters(chapters: readonly Chapter[]): void {
  const text = chapters.reduce(withChapter, readFileSync(file, 'utf8'));
  writeFileSync(file, text);
}

/** The document with a chapter's table, and the command that prints it again, right below its heading. */
export function withChapter(document: string, { title, table, part }: Chapter): string {
  const command = `npm run detection -- ${part}`;
  const fresh = `## ${title}\n\n\`\`\`text\n${table}\n\`\`\`\n\nPrinted by \`${command}\`.\n`;
  const headed = document.split(/^(?=## )/m);
  const at = headed.findIndex((section) => section.startsWith(`## ${title}\n`));
  if (at < 0) return `${document.trimEnd()}\n\n${fresh}`;
  const prose = (headed[at] ?? '').split(/^Printed by `.*`\.\n/m)[1] ?? '';
  const last = at === headed.length - 1 && prose === '';
  return headed.with(at, `${fresh}${prose === '' && !last ? '\n' : prose}`).join('');
}
