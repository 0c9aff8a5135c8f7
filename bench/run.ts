import { parseArgs } from 'node:util';
import type { Bench, Report, Size } from './bench';
import { analysis } from './benches/analysis';
import { detection } from './benches/detection';
import { emulator } from './benches/emulator';
import { growth } from './benches/growth';
import { histogram } from './benches/histogram';
import { replay } from './benches/replay';
import { store } from './benches/store';
import { excessesOf } from './ceilings';
import { machineText, type Section, writeSections } from './document';
import { exitWith } from './exit-with';
import { calibration } from './measure';
import { tableText } from './table';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

/** The histogram first: after fractional counts of faded norms its code is compiled for both, and four times as slow. */
const benches: readonly Bench[] = [histogram, analysis, growth, store, replay, emulator, detection];

const usage = `npm run bench -- [--smoke] [--write] [NAME ...]

  --smoke  small sizes; fails when a ratio is above its ceiling
  --write  puts the tables into docs/benchmarks.md

${benches.map(({ name }) => `  ${name}`).join('\n')}`;

const say = (text: string): void => void process.stdout.write(`${text}\n`);

/** Runs the benchmarks named, or all, one after the other; resolves to the exit code. */
async function main(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      smoke: { type: 'boolean', default: false },
      write: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name));
  if (values.help || unknown.length > 0) {
    say(unknown.length > 0 ? `no benchmark is named ${unknown.join(', ')}\n\n${usage}` : usage);
    return values.help ? 0 : 2;
  }
  const size: Size = values.smoke ? 'smoke' : 'full';
  const chosen = benches.filter(({ name }) => positionals.length === 0 || positionals.includes(name));
  const sections: Section[] = [];
  const excesses: string[] = [];
  for (const bench of chosen) {
    const { section, report } = await measured(bench, size);
    sections.push(section);
    if (size === 'smoke') excesses.push(...tooHigh(bench, report));
  }
  if (values.write) writeSections(sections);
  for (const excess of excesses) say(`TOO HIGH: ${excess}`);
  return excesses.length > 0 ? 1 : 0;
}

async function measured(bench: Bench, size: Size): Promise<{ section: Section; report: Report }> {
  const { name, about } = bench;
  const began = performance.now();
  const loop = await calibration();
  const report = await bench.run(size);
  const table = tableText(report.columns, report.rows);
  const seconds = ((performance.now() - began) / 1_000).toFixed(1);
  const machine = `${machineText()}, where the calibration loop takes ${loop.toFixed(1)} ms`;
  const command = `npm run bench -- ${size === 'smoke' ? '--smoke ' : ''}${name}`;
  say(`${name}: ${about}\n\n${table}\n\n${seconds} s on ${machine}\n`);
  return { report, section: { name, about, table, command, machine } };
}

const tooHigh = (bench: Bench, { ratios }: Report): string[] =>
  excessesOf(bench.name, ratios).map(({ name, ratio, ceiling }) =>
    ceiling === undefined
      ? `${name}: ${ratio.toPrecision(3)}, and bench/ceilings.ts has no line for it`
      : `${name}: ${ratio.toPrecision(3)}, at most ${ceiling}`,
  );

exitWith(main);
