import type { Phase } from '../baseline/phase';
import { isStranger } from '../baseline/shapes/learn';
import { shapeLearnersOf } from '../baseline/shapes/learners';
import { type Sampled, sampledBy, tracesOf } from '../baseline/shapes/sampled';
import { unseenShapes } from '../baseline/shapes/unseen';
import type { Assessment, Verdict } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import type { Completeness } from '../model/completeness';
import type { Observation } from '../model/observation';
import type { Settings } from '../model/settings';
import { splitSubjectKey, subjectOfKey } from '../model/subject';
import type { EntryShapes, NewShape, TraceReading } from '../model/trace-shape';
import type { TimeWindow } from '../model/window';
import { newShapesOf, whyNew } from './new-shapes';
import { type Chance, chancesOf } from './shape-budget';

/** A settled window with its traces, where they were asked for. */
export interface TraceQuestion {
  readonly window: TimeWindow;
  readonly phase: Phase;
  readonly observations: readonly Observation[];
  /** Services that have not finished learning. */
  readonly learners: readonly Completeness[];
  readonly reading: TraceReading | undefined;
}

/**
 * Judges which services the requests of each entry point touched: one answer for every entry point that was sampled or
 * is known, sorted by subject, and the entry points whose shapes still learn. A shape is new where no learned shape
 * of the entry point covers it. Where new ones come by chance more often than their part of `falseAlarmsPerWeek`
 * allows, nothing can be said; see {@link chancesOf}. What is new is certain from its second trace in a window on.
 */
export function assessShapes(
  question: TraceQuestion,
  baseline: Baseline,
  settings: Settings,
): { readonly assessments: Assessment[]; readonly learners: readonly string[] } {
  const { reading, window, phase } = question;
  const sampled =
    reading?.traces.status === 'read' ? sampledBy(reading.traces) : new Map<string, Sampled[]>();
  const chances = chancesOf(sampled, baseline, { settings, at: window.start });
  const examples = (index: number): readonly string[] => reading?.examples?.[index] ?? [];
  const entries = new Set([...baseline.shapes.keys(), ...sampled.keys()]);
  const learners = shapeLearnersOf([...entries].sort(), { window, phase }, baseline, settings);
  const services = new Set([...entries, ...unreadEntries(question)]);
  const learning = new Set(question.learners.map(({ service }) => service));
  const answerOf = (subject: string): Assessment => {
    const known = baseline.shapes.get(subject);
    const shown = { sampled: sampled.get(subject) ?? [], learning, examples };
    const told = (unjudged: Answer): Assessment => ({ subject, signal: 'traceShape', ...unjudged });
    const unasked = notAsked(question) ?? notPart(subject, question, baseline);
    if (unasked) return told(unasked);
    if (known === undefined || learners.includes(subject)) return told(stillLearning(known));
    const unsaid = unsayable(known, tracesOf(shown.sampled), chances.get(subject));
    return unsaid ? told(unsaid) : judged(subject, known, newShapesOf(known, shown), tracesOf(shown.sampled));
  };
  return { assessments: [...services].sort().map(answerOf), learners };
}

type Answer = Pick<Assessment, 'verdict' | 'why' | 'kind'>;

const answer = (verdict: Verdict, why: string): Answer => ({ verdict, why });
/** An answer that an open finding of the entry point hears. */
const noData = (why: string): Answer => ({ verdict: 'insufficientData', kind: 'new-shape', why });

function notAsked({ phase, reading }: TraceQuestion): Answer | undefined {
  if (phase.learning) return answer('learning', 'this window teaches');
  if (reading === undefined) return noData('no trace summaries were read for this window');
  return reading.traces.status === 'unread'
    ? noData(`trace summaries could not be read: ${reading.traces.reason}`)
    : undefined;
}

/** An entry point that the graph shows for the first time, or that nobody has accepted. */
function notPart(subject: string, { observations }: TraceQuestion, baseline: Baseline): Answer | undefined {
  const isNew = !baseline.known.has(subject) && observations.some((o) => o.subject === subject);
  return isNew || isStranger(baseline, subject) ? answer('learning', 'not yet part of the norm') : undefined;
}

function stillLearning(known: EntryShapes | undefined): Answer {
  if (known === undefined) return answer('learning', 'first traces that enter here');
  const { traces, atMost } = unseenShapes(known);
  return answer(
    'learning',
    `${traces} traces so far; a trace shows a new shape with at most ${share(atMost)}`,
  );
}

function unsayable(known: EntryShapes, sampled: number, chance: Chance | undefined): Answer | undefined {
  if (sampled === 0) return noData('no sampled trace of this window entered here');
  if (known.beyond > 0)
    return noData(`too many shapes: ${known.beyond} traces found no room beside ${known.shapes.length}`);
  if (!chance?.tooMany) return undefined;
  const { traces, once, mass } = unseenShapes(known);
  return noData(
    `new shapes are commonplace: ${once} of ${traces} traces showed one of their own, unseen mass ${share(mass)}; about ${chance.perWeek.toPrecision(2)} a week by chance`,
  );
}

function judged(
  subject: string,
  known: EntryShapes,
  shapes: readonly NewShape[],
  sampled: number,
): Assessment {
  const { traces, mass } = unseenShapes(known);
  const [first] = shapes;
  const most = Math.max(0, ...shapes.map((shape) => shape.traces));
  return {
    subject,
    signal: 'traceShape',
    verdict: first ? 'anomalous' : 'normal',
    kind: 'new-shape',
    observed: { value: first?.traces ?? 0, unit: 'traces', count: sampled },
    expected: { lower: 0, center: 0, upper: 0, unit: 'traces', windows: known.windows },
    p: first ? mass : 1,
    matters: first !== undefined,
    why: first ? whyNew(first) : `${sampled} traces as ${traces} before; unseen mass ${share(mass)}`,
    ...(first ? { certain: most > 1, shapes } : {}),
  };
}

const share = (value: number): string => value.toPrecision(2);

/** Where summaries could not be read, whoever clients call is an entry point too. */
function unreadEntries({ reading, observations }: TraceQuestion): string[] {
  if (reading?.traces.status !== 'unread') return [];
  return observations.flatMap(({ subject }) => {
    const edge = splitSubjectKey(subject);
    return edge.source !== undefined && subjectOfKey(edge.source).target.type === 'client' ? edge.target : [];
  });
}
