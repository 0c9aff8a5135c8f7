import { dueReads } from '../../analysis/due';
import { decodeGraph } from '../../analysis/graph/decode';
import { advance, type LineState, type Look, newLine, step } from '../../analysis/line';
import type { Assessment } from '../../analysis/model/assessment';
import { type Decision, isRange } from '../../analysis/model/decision';
import type { Read } from '../../analysis/model/read';
import type { StepRecord } from '../../analysis/model/record';
import type { Settings } from '../../analysis/model/settings';
import { parseSettings } from '../../functions/settings';
import { type Plan, servicesAt } from './history';
import { readingAt, type TracePlan } from './traces';
import type { XrayService } from './xray';

/** The defaults, shortened so that a few hours of windows show every phase; the half-life ends inside a history. */
export const settings: Settings = {
  ...parseSettings({}),
  presenceLagsSeconds: [60, 900],
  bootstrapSeconds: 3_000,
  learnAtMostSeconds: 4_500,
  minimumWindows: 6,
  forgetNewAfterWindows: 6,
  halfLifeSeconds: 10_800,
  falseDiscoveryRate: 0.01,
};

/** Settings under which nothing fades, so that what was taught can be counted. */
export const unfading: Settings = { ...settings, halfLifeSeconds: 1e12 };

/** Where every history begins, epoch seconds: 75 minutes before a half-life ends. */
export const origin = 10_800 * 157_408 - 4_500;

/** One step of a history with the states around it. */
export interface Stride {
  readonly look: Look;
  readonly before: LineState;
  readonly after: LineState;
  readonly record: StepRecord;
  readonly assessments: readonly Assessment[];
}

/** How a history is driven; `pages` may show the services otherwise than in one page in their order. */
export interface Drive {
  readonly settings?: Settings;
  readonly decisions?: readonly Decision[];
  readonly pages?: (services: readonly XrayService[]) => unknown[];
  /** Another plan that X-Ray shows from a window number on. */
  readonly later?: { readonly from: number; readonly plan: Plan };
  /** Trace summaries that settlements are told; none without it. */
  readonly traces?: TracePlan;
  /** Window numbers for which X-Ray has nothing any more. */
  readonly gaps?: ReadonlySet<number>;
}

export const windowNumber = (read: Read, { windowSeconds }: Settings = settings): number =>
  (read.window.start - origin) / windowSeconds;

/** What X-Ray shows to a read of a plan. */
export function lookAt(plan: Plan, read: Read, drive: Drive = {}): Look {
  const index = windowNumber(read, drive.settings);
  if (drive.gaps?.has(index)) return { read, gap: true };
  const shown = drive.later !== undefined && index >= drive.later.from ? drive.later.plan : plan;
  const services = servicesAt(shown, index, read.lagSeconds);
  const pages = drive.pages?.(services) ?? [services];
  const isSampled = drive.traces !== undefined && read.kind === 'settlement';
  const traces = isSampled ? { traces: readingAt(shown, index, drive.traces) } : {};
  return { read, gap: false, decoded: decodeGraph(pages, read.window, []), ...traces };
}

/** People's words are heard by reads that take place after they were said. */
const heardBy = ({ window, lagSeconds }: Read, decisions: readonly Decision[]): readonly Decision[] =>
  decisions.filter((decision) => isRange(decision) || decision.at <= window.end + lagSeconds);

/** Takes one read of a plan. */
export function stride(before: LineState, look: Look, drive: Drive = {}): Stride {
  const { settings: s = settings } = drive;
  const decisions = heardBy(look.read, drive.decisions ?? []);
  const { record, assessments } = step(before, look, decisions, s);
  return { look, before, record, assessments, after: advance(before, record, decisions, s) };
}

/** Runs a plan from its first window until every read of its last one is done. */
export function run(plan: Plan, drive: Drive = {}): Stride[] {
  const s = drive.settings ?? settings;
  const end = origin + plan.windows * s.windowSeconds;
  const lags = [s.settleLagSeconds, ...s.presenceLagsSeconds];
  let state = newLine('law', origin);
  return dueReads(state.cursor, end + Math.max(...lags), s)
    .filter((read) => read.window.end <= end)
    .map((read) => {
      const taken = stride(state, lookAt(plan, read, drive), drive);
      state = taken.after;
      return taken;
    });
}

/** Any value as text with Maps as sorted pairs, so that equal states give equal bytes. */
export const bytes = (value: unknown): string =>
  JSON.stringify(value, (_key, member: unknown) => {
    if (member instanceof Map) return [...member].sort(([a], [b]) => (a < b ? -1 : 1));
    if (typeof member === 'number' && !Number.isFinite(member)) throw new Error(`${member} has no JSON`);
    return member;
  });

export const isSettlement = (taken: Stride): boolean => taken.look.read.kind === 'settlement';
