import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';

const file = join(__dirname, '../docs/benchmarks.md');

const preface = `# Benchmarks

What the parts cost, as \`npm run bench\` prints it. Times are CPU time of all threads, the median of several rounds in
which the compared parts took turns; the spread is half the distance between the least and the most. Only ratios are
worth comparing between machines; those of histogram, store and emulator are of the least times, which a busy machine
disturbs least, and so differ a little from the quotients of what is printed beside them. Each table is reprinted by the command below it, and rewritten here when \`--write\`
is added. \`npm run bench -- --smoke\` runs all of them at a small size in less than a minute and fails when a ratio
is above its ceiling in \`bench/ceilings.ts\`.`;

/** A benchmark's section of the document. */
export interface Section {
  readonly name: string;
  readonly about: string;
  readonly table: string;
  /** Prints the table again. */
  readonly command: string;
  readonly machine: string;
}

/** The machine in the terms that matter: cores, model and version of Node. */
export const machineText = (): string =>
  `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? 'unknown CPU'}, Node ${process.version}`;

/** Puts sections into the document, each in place of the former one of its name or at the end. */
export function writeSections(sections: readonly Section[]): void {
  const [, ...former] = existsSync(file) ? readFileSync(file, 'utf8').split(/^## /m) : [];
  const texts = new Map(former.map((text) => [text.split('\n', 1)[0], text.trim()] as const));
  for (const section of sections) texts.set(section.name, sectionText(section));
  writeFileSync(file, `${[preface, ...[...texts.values()].map((text) => `## ${text}`)].join('\n\n')}\n`);
}

const sectionText = ({ name, about, table, command, machine }: Section): string =>
  [name, about, `\`\`\`text\n${table}\n\`\`\``, `Printed by \`${command}\` on ${machine}.`].join('\n\n');
