import { advance, step } from '../analysis/line';
import { answerSamples } from './sampling';
import { after, learnedLine, lookOf, next, parsed, settings } from './synthetic/learned';
import { calm, troubleIn } from './synthetic/pages';
import { type SyntheticSystem, syntheticSystem } from './synthetic/system';

const edgesPerService = 5;
/** One service in so many is in trouble. */
const troubledOneIn = 100;

/** The work of one window in a system of so many edges, from decode to fold. */
function oneWindow(mood: string, edges: number): () => unknown {
  const { state, read, pages } = prepared(
    syntheticSystem({ services: edges / edgesPerService, edges }),
    mood,
  );
  const services = parsed(pages);
  return () => advance(state, step(state, lookOf(read, services), [], settings).record, [], settings);
}

function prepared(system: SyntheticSystem, mood: string) {
  const learned = learnedLine(system);
  if (mood === 'calm') return next(learned, system, calm);
  const trouble = troubleIn(system, system.services.length / troubledOneIn);
  return next(after(learned, system, trouble), system, trouble);
}

const [mood = 'calm', edges = '1000'] = process.argv.slice(2);
void answerSamples(oneWindow(mood, Number(edges)));
