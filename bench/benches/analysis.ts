import { phaseOf } from '../../analysis/baseline/phase';
import { assess } from '../../analysis/detect/assess';
import { decodeGraph } from '../../analysis/graph/decode';
import { judge } from '../../analysis/incident/judge';
import { advance, step } from '../../analysis/line';
import { observe } from '../../analysis/observe';
import { type Bench, percentText, type Report, ratioText, type Size, timeText } from '../bench';
import { alternately, type Contenders } from '../measure';
import { after, learnedLine, next, type Prepared, parsed, settings } from '../synthetic/learned';
import { calm, troubleIn } from '../synthetic/pages';
import { type SystemSize, syntheticSystem } from '../synthetic/system';

const sizes: Readonly<Record<Size, SystemSize>> = {
  smoke: { services: 200, edges: 1_000 },
  full: { services: 2_000, edges: 10_000 },
};
const rounds = 5;
/** Services in trouble in the window that is not calm. */
const troubled = 2;

type Stage = 'parse' | 'decode' | 'observe' | 'assess' | 'judge' | 'fold' | 'whole';

export const analysis: Bench = {
  name: 'analysis',
  about:
    'One window through the pure line, stage by stage, as a multiple of what JSON.parse takes for the same pages. ' +
    'Calm: nothing is open. Troubled: the second window in which two services are slow and fail.',
  async run(size): Promise<Report> {
    const system = syntheticSystem(sizes[size]);
    const trouble = troubleIn(system, troubled);
    const learned = learnedLine(system);
    const windows = {
      calm: next(learned, system, calm),
      troubled: next(after(learned, system, trouble), system, trouble),
    };
    const rows: string[][] = [];
    const ratios: Record<string, number> = {};
    for (const [name, window] of Object.entries(windows)) {
      const timings = await alternately(stages(window), rounds);
      for (const [stage, { seconds, spread }] of Object.entries(timings)) {
        const ratio = seconds / timings.parse.seconds;
        rows.push([
          name,
          stageNames[stage as Stage],
          timeText(seconds),
          percentText(spread),
          ratioText(ratio),
        ]);
        if (stage !== 'parse') ratios[`${name}: ${stage}`] = ratio;
      }
    }
    return { columns: ['window', 'stage', 'CPU time', 'spread', 'of JSON.parse'], rows, ratios };
  },
};

const stageNames: Readonly<Record<Stage, string>> = {
  parse: 'JSON.parse',
  decode: 'decode',
  observe: 'observe',
  assess: 'assess',
  judge: 'judge',
  fold: 'fold',
  whole: 'decode to fold',
};

/** Each stage by itself, from what the stage before it made, and all of them in one go. */
function stages({ state, read, pages }: Prepared): Contenders<Stage> {
  const services = parsed(pages);
  const decoded = decodeGraph(services, read.window);
  const observations = observe(decoded.graph);
  const { baseline, open, scope } = state;
  const phase = phaseOf(read.window, [], baseline, settings);
  const reading = { read, observations, seenEarlier: new Set<string>(), phase };
  const assessments = assess(reading, baseline, settings);
  const context = { scope, read, settings, rebasing: phase.rebasing, learning: phase.learning };
  const { record } = step(state, { read, gap: false, decoded }, [], settings);
  return {
    parse: () => pages.reduce((services, page) => services + JSON.parse(page).length, 0),
    decode: () => decodeGraph(services, read.window),
    observe: () => observe(decoded.graph),
    assess: () => assess(reading, baseline, settings),
    judge: () => judge(open, { assessments, observations, baseline }, context),
    fold: () => advance(state, record, [], settings),
    whole: () => {
      const look = { read, gap: false as const, decoded: decodeGraph(services, read.window) };
      return advance(state, step(state, look, [], settings).record, [], settings);
    },
  };
}
