import { decodeGraph } from '../../analysis/graph/decode';
import { advance, type LineState, newLine, step } from '../../analysis/line';
import { recordedWindows } from '../../demo/generator';
import { parseLine } from '../../functions/adapters/recording/parse-line';
import { parseSettings } from '../../functions/settings';
import { type Bench, countText, percentText, type Report, ratioText, type Size, timeText } from '../bench';
import { alternately } from '../measure';

/** Days that are replayed, and how many of them teach; by default a week does. */
const lengths: Readonly<Record<Size, { readonly days: number; readonly learnedDays: number }>> = {
  smoke: { days: 2, learnedDays: 1 },
  full: { days: 14, learnedDays: 7 },
};
const daySeconds = 86_400;
const seed = 20_260_311;
const rounds: Readonly<Record<Size, number>> = { smoke: 3, full: 3 };

export const replay: Bench = {
  name: 'replay',
  about:
    'A recording of the demo system from its first line to the state after its last window, each window settled ' +
    'once, as a multiple of what JSON.parse takes for the same lines. Half of the days teach, the others are judged.',
  async run(size): Promise<Report> {
    const { days, learnedDays } = lengths[size];
    const lines = recordingOf(days);
    const settings = parseSettings({ presenceLagsSeconds: [], bootstrapSeconds: learnedDays * daySeconds });
    let last: LineState | undefined;
    const timings = await alternately(
      {
        parse: () => lines.map((line) => JSON.parse(line)).length,
        line: () => {
          last = replayed(lines, settings);
          return last;
        },
      },
      rounds[size],
    );
    const { parse, line } = timings;
    const ratio = line.seconds / parse.seconds;
    const bytes = lines.reduce((sum, text) => sum + text.length, 0);
    const rows = [
      ['windows', countText(lines.length), ''],
      ['bytes of lines', countText(bytes), ''],
      ['services and edges known at the end', countText(last?.baseline.known.size ?? 0), ''],
      ['JSON.parse', timeText(parse.seconds), percentText(parse.spread)],
      ['replay', timeText(line.seconds), percentText(line.spread)],
      ['replay, per window', timeText(line.seconds / lines.length), ''],
      ['replay of JSON.parse', ratioText(ratio), ''],
    ];
    return { columns: [`${days} days`, 'value', 'spread'], rows, ratios: { 'of JSON.parse': ratio } };
  },
};

const recordingOf = (recordedDays: number): string[] =>
  [...recordedWindows({ seed, recordedDays })].map((window) => JSON.stringify(window));

function replayed(
  lines: readonly string[],
  settings: ReturnType<typeof parseSettings>,
): LineState | undefined {
  let state: LineState | undefined;
  for (const text of lines) {
    const line = parseLine(text);
    if ('problem' in line) throw new Error(`the generator wrote a line that cannot be used: ${line.problem}`);
    const { window, services } = line;
    const read = { window, kind: 'settlement' as const, lagSeconds: settings.settleLagSeconds };
    const before = state ?? newLine('bench', window.start);
    const look = { read, gap: false as const, decoded: decodeGraph([services], window) };
    state = advance(before, step(before, look, [], settings).record, [], settings);
  }
  return state;
}
