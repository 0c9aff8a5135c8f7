import { advance, step } from '../../analysis/line';
import { type Bench, countText, percentText, type Report, ratioText, type Size, timeText } from '../bench';
import { alternately } from '../measure';
import { after, learnedLine, lookOf, next, parsed, settings } from '../synthetic/learned';
import { calm, troubleIn } from '../synthetic/pages';
import { type SyntheticSystem, syntheticSystem } from '../synthetic/system';

/** Edges of the systems that are compared; the first is what the others are held against. */
const edges: Readonly<Record<Size, Readonly<Record<'calm' | 'troubled', readonly number[]>>>> = {
  smoke: { calm: [1_000, 10_000], troubled: [1_000, 2_000] },
  full: { calm: [1_000, 10_000, 50_000], troubled: [1_000, 2_000, 4_000] },
};
const edgesPerService = 5;
const rounds = 3;
/** One service in so many is in trouble. */
const troubledOneIn = 100;

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
      const [smallest = 0, ...larger] = edges[size][mood];
      for (const count of larger) {
        const timings = await alternately(
          { small: oneWindow(smallest, mood), large: oneWindow(count, mood) },
          rounds,
        );
        const small = timings.small.seconds / smallest;
        const large = timings.large.seconds / count;
        const name = `${mood}: ${countText(smallest)} to ${countText(count)} edges`;
        ratios[name] = large / small;
        rows.push([
          name,
          timeText(small),
          timeText(large),
          percentText(timings.large.spread),
          ratioText(large / small),
        ]);
      }
    }
    return { columns: ['window', 'per edge, small', 'per edge, large', 'spread', 'ratio'], rows, ratios };
  },
};

/** The work of one window in a system of so many edges. */
function oneWindow(count: number, mood: 'calm' | 'troubled'): () => unknown {
  const system = syntheticSystem({ services: count / edgesPerService, edges: count });
  const { state, read, pages } = prepared(system, mood);
  const services = parsed(pages);
  return () => advance(state, step(state, lookOf(read, services), [], settings).record, [], settings);
}

function prepared(system: SyntheticSystem, mood: 'calm' | 'troubled') {
  const learned = learnedLine(system);
  if (mood === 'calm') return next(learned, system, calm);
  const trouble = troubleIn(system, system.services.length / troubledOneIn);
  return next(after(learned, system, trouble), system, trouble);
}
