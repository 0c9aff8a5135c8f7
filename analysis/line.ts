import { emptyBaseline } from './baseline/current';
import { fold } from './baseline/fold';
import { learnersOf } from './baseline/learners';
import { type Phase, phaseOf } from './baseline/phase';
import { countDay } from './day';
import { decidedBaseline } from './decide/decided';
import { dueDecisions } from './decide/due';
import { carryMutes, keepBack } from './decide/mutes';
import { ruledBy, withRuled } from './decide/policy';
import { assess } from './detect/assess';
import { outlyingOf } from './detect/scores';
import { besideShapes } from './detect/shape-budget';
import { assessShapes } from './detect/trace-shape';
import { cursorAfter, cursorAt } from './due';
import { keptBack } from './explain/tellings';
import type { Decoded } from './graph/decode';
import { knownUnder, observationsUnder } from './graph/known-names';
import { rulesOf } from './graph/naming';
import { judge } from './incident/judge';
import { rememberEnded } from './incident/recurrence';
import { withRenames } from './incident/rename/renames';
import type { Assessment, Verdict } from './model/assessment';
import { type Baseline, belongs } from './model/baseline';
import type { Decision } from './model/decision';
import type { Incident } from './model/finding';
import type { Reject } from './model/graph';
import type { Observation } from './model/observation';
import { noOutcomes } from './model/outcomes';
import type { Cursor, Read } from './model/read';
import type { Entry, Open, StepRecord } from './model/record';
import type { Settings } from './model/settings';
import type { TraceReading } from './model/trace-shape';
import { entryRequests, observe } from './observe';

/** All that the next step of a scope starts from: a function of the records so far and the decisions. */
export interface LineState {
  readonly scope: string;
  readonly sequence: number;
  readonly cursor: Cursor;
  readonly baseline: Baseline;
  readonly open: Open;
  /** Entries of windows that may be read again, oldest first. */
  readonly recent: readonly Entry[];
}

/** A scope that has seen nothing and reads every window from `origin` (epoch seconds) on. */
export const newLine = (scope: string, origin: number): LineState => ({
  scope,
  sequence: 0,
  cursor: cursorAt(origin),
  baseline: emptyBaseline,
  open: { findings: [], incidents: [] },
  recent: [],
});

/** One read of one window: its decoded graph, what the ledger kept of it, or `gap` where X-Ray has none any more. */
export type Look =
  | {
      readonly read: Read;
      readonly gap: false;
      readonly decoded: Decoded;
      /** What the window's traces touched, where a settlement asked for it. */
      readonly traces?: TraceReading;
      /** X-Ray merged graphs of an older filter of the group into the answer: judged, but no lesson. */
      readonly oldGroupVersions?: boolean;
    }
  | {
      readonly read: Read;
      readonly gap: false;
      /** Sorted by subject, as {@link observe} gives them. */
      readonly observations: readonly Observation[];
      /** Sampled calls that entered the system, see {@link entryRequests}. */
      readonly requests: number;
      readonly traces?: TraceReading;
      readonly oldGroupVersions?: boolean;
    }
  | { readonly read: Read; readonly gap: true };

/**
 * Observes, assesses and judges one look. Pure; the record still lacks its messages, which need evidence.
 * @throws Error when a counted promise of the model is broken, never for bad input
 */
export function step(
  state: LineState,
  look: Look,
  decisions: readonly Decision[],
  settings: Settings,
): { readonly record: StepRecord; readonly assessments: readonly Assessment[] } {
  const { read } = look;
  const words = look.gap ? [] : dueDecisions(state.baseline, decisions);
  const decided = inTodaysNames(decidedBaseline(state.baseline, words, read.window.start), settings);
  const phase = phaseOf(read.window, decisions, decided, settings);
  const base = {
    sequence: state.sequence + 1,
    scope: state.scope,
    cursor: cursorAfter(state.cursor, read),
    messages: [],
  };
  if (look.gap) {
    const entry = { ...bareEntry(read, phase), gap: true };
    const record = { ...base, entries: [entry], transitions: [], open: state.open } as const;
    return { record: withDay(state.open, record), assessments: [] };
  }
  const observations =
    'decoded' in look ? observe(look.decoded.graph) : observationsUnder(rulesOf(settings), look.observations);
  const ruled = ruledBy(decided, observations, settings);
  const baseline = { ...decided, known: withRuled(decided, ruled, read.window.start) };
  const earlier = state.recent.filter((entry) => entry.read.window.start === read.window.start);
  const seenEarlier = new Set(
    earlier.flatMap((entry) => entry.observations.filter((o) => o.seen).map((o) => o.subject)),
  );
  const learners = learnersOf(read.window, phase, baseline.known, settings);
  const before = state.open.near ?? [];
  const graph = assess(
    { read, observations, seenEarlier, phase, learners, near: before },
    baseline,
    besideShapes(settings, baseline),
  );
  const asked = { window: read.window, phase, observations, learners, reading: look.traces };
  const shapes = read.kind === 'settlement' ? assessShapes(asked, baseline, settings) : noShapes;
  const { rebasing, learning } = phase;
  const answers = merged(graph, shapes.assessments);
  const { assessments, ended } = withRenames(
    { assessments: answers, observations, baseline, read, learning, settings },
    state.open.findings,
  );
  const context = { scope: state.scope, read, settings, rebasing, learning, ended, words };
  const judgement = judge(state.open, { assessments, observations, baseline }, context);
  const stored = kept(observations, { read, earlier, seenEarlier, baseline });
  const isStored = new Set(stored.map((o) => o.subject));
  const settled = read.kind === 'settlement';
  const { scores, near } = outlyingOf(assessments, before, { window: read.window, settings });
  const entry: Entry = {
    ...bareEntry(read, phase),
    teaches: phase.teaches && look.oldGroupVersions !== true,
    observations: stored,
    requests: 'decoded' in look ? entryRequests(observations) : look.requests,
    lateCalls: lateCalls(observations, earlier),
    ...(learners.length > 0 ? { learners } : {}),
    ...(settled ? { peaks: scores } : {}),
    ...(settled ? tracesOf(look.traces, shapes.learners) : {}),
    ...(ruled.length > 0 ? { ruled } : {}),
    anomalies: assessments.filter((a) => a.verdict === 'anomalous'),
    verdicts: countVerdicts(assessments),
    withheld: judgement.withheld.filter((w) => settled || isStored.has(w.subject)),
    rejects:
      'decoded' in look ? countRejects([...look.decoded.rejects, ...(look.traces?.rejects ?? [])]) : [],
  };
  const { transitions } = judgement;
  const ending = transitions.filter((t): t is Incident => t.type === 'incident' && t.status === 'resolved');
  const muting = carryMutes(state.open.mutes ?? [], words, read.window.end);
  const held = keptBack(state.open, judgement, muting.active);
  const open = withOptional(judgement.open, {
    near: settled ? near : state.open.near,
    mutes: keepBack(muting.active, held),
    ended: rememberEnded(state.open.ended ?? [], ending, { now: read.window.end, ...settings }),
  });
  const record = {
    ...base,
    entries: [entry] as const,
    transitions,
    open,
    ...(words.length > 0 ? { decided: words.map(({ id }) => id) } : {}),
    ...(muting.ended.length > 0 ? { unmuted: muting.ended } : {}),
  };
  return { record: withDay(state.open, record), assessments };
}

/** The record of one look, counted into its day. */
function withDay(before: Open, record: StepRecord & { readonly entries: readonly [Entry] }): StepRecord {
  const { day, ended } = countDay(before, record);
  return { ...record, open: { ...record.open, day }, ...(ended ? { days: [ended] } : {}) };
}

/** The baseline with its known subjects under the names that today's rules give them. */
function inTodaysNames(baseline: Baseline, settings: Settings): Baseline {
  const known = knownUnder(rulesOf(settings), baseline.known);
  return known === baseline.known ? baseline : { ...baseline, known };
}

const noShapes: ReturnType<typeof assessShapes> = { assessments: [], learners: [] };

/** Both lists as one, sorted by subject; what the graph shows of a subject comes first. */
const merged = (graph: readonly Assessment[], shapes: readonly Assessment[]): readonly Assessment[] =>
  shapes.length === 0
    ? graph
    : [...graph, ...shapes].sort((a, b) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0));

/** What the ledger keeps of the traces: all but the examples, and whose shapes still learned. */
function tracesOf(reading: TraceReading | undefined, learners: readonly string[]): Pick<Entry, 'traces'> {
  if (reading === undefined) return {};
  const { traces } = reading;
  return { traces: traces.status === 'read' && learners.length > 0 ? { ...traces, learners } : traces };
}

/** The state after a committed record; the inverse of nothing, the same for whoever replays it. */
export function advance(
  state: LineState,
  record: StepRecord,
  decisions: readonly Decision[],
  settings: Settings,
): LineState {
  return {
    ...state,
    sequence: record.sequence,
    cursor: record.cursor,
    open: record.open,
    baseline: fold(state.baseline, [record], decisions, settings),
    recent: [...state.recent, ...record.entries].filter((entry) =>
      mayBeReadAgain(entry, record.cursor, settings),
    ),
  };
}

/** Tells whether a read of the entry's window may still be due after the cursor. */
export const mayBeReadAgain = (entry: Entry, cursor: Cursor, settings: Settings): boolean =>
  entry.read.window.end + Math.max(settings.settleLagSeconds, ...settings.presenceLagsSeconds) >=
  cursor.dueAt;

/** The open state with what it holds only where there is some. */
const withOptional = (
  { findings, incidents }: Open,
  { near, mutes, ended }: { readonly [N in 'near' | 'mutes' | 'ended']: Open[N] | undefined },
): Open => ({
  findings,
  incidents,
  ...(near?.length ? { near } : {}),
  ...(mutes?.length ? { mutes } : {}),
  ...(ended?.length ? { ended } : {}),
});

const bareEntry = (read: Read, phase: Phase): Entry => ({
  read,
  learning: phase.learning,
  teaches: phase.teaches,
  gap: false,
  observations: [],
  requests: 0,
  lateCalls: [],
  anomalies: [],
  verdicts: {},
  withheld: [],
  rejects: [],
  decisions: phase.decisions,
});

/** What the ledger keeps of a look; see {@link Entry}. */
function kept(
  observations: readonly Observation[],
  at: { read: Read; earlier: readonly Entry[]; seenEarlier: ReadonlySet<string>; baseline: Baseline },
): Observation[] {
  if (at.read.kind === 'settlement') return [...observations];
  const settled = at.earlier.some((entry) => entry.read.kind === 'settlement');
  const fresh = observations.filter((o) => o.seen && !at.seenEarlier.has(o.subject));
  return fresh
    .filter((o) => settled || !isLearned(at.baseline, o.subject))
    .map(({ subject }) => ({ subject, seen: true, outcomes: noOutcomes, latency: [], latencySumSeconds: 0 }));
}

const isLearned = ({ known }: Baseline, subject: string): boolean => {
  const one = known.get(subject);
  return one !== undefined && belongs(one.standing);
};

/** Calls that came in after the settlement counted them. */
function lateCalls(observations: readonly Observation[], earlier: readonly Entry[]): [string, number][] {
  const settlement = earlier.find((entry) => entry.read.kind === 'settlement');
  if (settlement === undefined) return [];
  const counted = new Map(settlement.observations.map((o) => [o.subject, o.outcomes.total] as const));
  return observations
    .map((o): [string, number] => [o.subject, o.outcomes.total - (counted.get(o.subject) ?? 0)])
    .filter(([, calls]) => calls > 0);
}

function countVerdicts(assessments: readonly Assessment[]): Partial<Record<Verdict, number>> {
  const counts: Partial<Record<Verdict, number>> = {};
  for (const { verdict } of assessments) counts[verdict] = (counts[verdict] ?? 0) + 1;
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function countRejects(rejects: readonly Reject[]): Entry['rejects'] {
  const counts = new Map<string, number>();
  for (const { what, reason } of rejects)
    counts.set(`${what}: ${reason}`, (counts.get(`${what}: ${reason}`) ?? 0) + 1);
  return [...counts].sort(([a], [b]) => (a < b ? -1 : 1)).map(([reason, count]) => ({ reason, count }));
}
