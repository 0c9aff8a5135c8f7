import { join } from 'node:path';
import { type Bench, countText, percentText, type Report, ratioText, type Size, timeText } from '../bench';
import { inTurns, type Sampler, type Timing } from '../measure';
import { startSampling } from '../sampling';

type Mood = 'calm' | 'troubled';

/** Edges of the systems that are compared; the first is what the others are held against. */
const edges: Readonly<Record<Size, Readonly<Record<Mood, readonly number[]>>>> = {
  smoke: { calm: [1_000, 10_000], troubled: [1_000, 4_000] },
  full: { calm: [1_000, 10_000, 50_000], troubled: [1_000, 2_000, 4_000] },
};
const rounds = 3;

export const growth: Bench = {
  name: 'growth',
  about:
    'Time per edge of one window from decode to fold, in systems of different size: 1 means that twice the edges ' +
    'take twice the time. Calm: nothing is open. Troubled: the second window in which one service in a hundred is ' +
    'slow and fails, so that findings grow with the system.',
  async run(size): Promise<Report> {
    const rows: string[][] = [];
    const ratios: Record<string, number> = {};
    for (const mood of ['calm', 'troubled'] as const) {
      const counts = edges[size][mood];
      const timings = await timingsOf(mood, counts);
      const smallest = perEdge(timings, counts[0] ?? 0);
      for (const count of counts) {
        const ratio = perEdge(timings, count) / smallest;
        const name = `${mood}, ${countText(count)} edges`;
        const { seconds, spread } = timings[count] ?? unmeasured;
        rows.push([
          name,
          timeText(seconds),
          percentText(spread),
          timeText(perEdge(timings, count)),
          ratioText(ratio),
        ]);
        if (count !== counts[0]) ratios[name] = ratio;
      }
    }
    return { columns: ['window', 'CPU time', 'spread', 'per edge', 'of the smallest'], rows, ratios };
  },
};

type Timings = Readonly<Record<number, Timing>>;

const unmeasured: Timing = { seconds: Number.NaN, least: Number.NaN, spread: Number.NaN };

const perEdge = (timings: Timings, count: number): number => (timings[count] ?? unmeasured).seconds / count;

/** Each system in a process of its own, so that none pays for collecting another one's memory. */
async function timingsOf(mood: Mood, counts: readonly number[]): Promise<Timings> {
  const file = join(__dirname, '../growth-process.ts');
  const processes = await Promise.all(counts.map((count) => startSampling(file, [mood, String(count)])));
  const samplers = processes.map(({ sample }, at): [string, Sampler] => [String(counts[at]), sample]);
  try {
    return await inTurns(Object.fromEntries(samplers), rounds);
  } finally {
    for (const { end } of processes) end();
  }
}
