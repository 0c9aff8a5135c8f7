import type { Progress } from '../../analysis/baseline/learners';
import type { Suggestion } from '../../analysis/graph/suggest';
import type { Open, StepRecord } from '../../analysis/model/record';
import { splitSubjectKey } from '../../analysis/model/subject';

/** What a run did, for its metrics and for people. */
export interface RunReport {
  readonly scope: string;
  /** `busy`: another run holds the lease; `lost`: another run was faster; `outOfTime`: the next run goes on. */
  readonly status: 'done' | 'busy' | 'lost' | 'outOfTime';
  readonly reads: number;
  readonly readsLeft: number;
  readonly windowsJudged: number;
  readonly windowsLearned: number;
  readonly gaps: number;
  /** Edges of the last settled window, and parts of pages that could not be read. */
  readonly edges: number;
  readonly rejects: number;
  readonly incidentsOpened: number;
  readonly incidentsOpen: number;
  readonly findingsFiring: number;
  readonly transitions: number;
  readonly messagesSent: number;
  /** Ids of the messages that were refused at the last try. */
  readonly undelivered: readonly string[];
  /** Traces scanned for summaries or read in full. */
  readonly tracesScanned: number;
  /** How complete each service's learning is, the least complete first; empty where this run learned nothing new. */
  readonly services: readonly Progress[];
  /** Alias rules that would join callees of many names; empty where this run read nothing. */
  readonly suggestions: readonly Suggestion[];
  /** End of the newest settled window, epoch seconds; absent when this run settled none. */
  readonly settledTo?: number;
  /** Seconds between now and the last read that was due. */
  readonly lagSeconds: number;
}

export const emptyReport = (scope: string, status: RunReport['status']): RunReport => ({
  scope,
  status,
  reads: 0,
  readsLeft: 0,
  windowsJudged: 0,
  windowsLearned: 0,
  gaps: 0,
  edges: 0,
  rejects: 0,
  incidentsOpened: 0,
  incidentsOpen: 0,
  findingsFiring: 0,
  transitions: 0,
  messagesSent: 0,
  undelivered: [],
  tracesScanned: 0,
  services: [],
  suggestions: [],
  lagSeconds: 0,
});

/** The report with one more record counted, and what looking for its evidence cost and could not read. */
export function reportRecord(
  report: RunReport,
  record: StepRecord,
  evidence: { readonly scanned: number; readonly rejects: number },
): RunReport {
  const settled = record.entries.filter((entry) => entry.read.kind === 'settlement' && !entry.gap);
  const last = settled.at(-1);
  const edges = last?.observations.filter((o) => splitSubjectKey(o.subject).kind !== 'node').length;
  const opened = record.transitions.filter(
    (t) => t.type === 'incident' && t.status === 'firing' && t.revision === 1,
  );
  const rejects = record.entries.flatMap((entry) => entry.rejects).reduce((sum, { count }) => sum + count, 0);
  return {
    ...withOpen(report, record.open),
    reads: report.reads + record.entries.length,
    windowsJudged: report.windowsJudged + settled.filter((entry) => !entry.learning).length,
    windowsLearned: report.windowsLearned + settled.filter((entry) => entry.learning).length,
    gaps: report.gaps + record.entries.filter((entry) => entry.gap).length,
    edges: edges ?? report.edges,
    rejects: report.rejects + rejects + evidence.rejects,
    incidentsOpened: report.incidentsOpened + opened.length,
    transitions: report.transitions + record.transitions.length,
    ...(last ? { settledTo: last.read.window.end } : {}),
    tracesScanned: report.tracesScanned + evidence.scanned + sampledTraces(record),
  };
}

/** Traces scanned to see what requests touch. */
const sampledTraces = ({ entries }: StepRecord): number =>
  entries.reduce((sum, { traces }) => sum + (traces?.status === 'read' ? traces.scanned : 0), 0);

/** The report with what is open now. */
export const withOpen = (report: RunReport, { findings, incidents }: Open): RunReport => ({
  ...report,
  incidentsOpen: incidents.length,
  findingsFiring: findings.filter((f) => f.status === 'firing').length,
});

/** US price of one scanned or retrieved X-Ray trace: 0.50 USD a million, the first million of a month is free. */
const usdPerTrace = 0.5e-6;

/** The report as metrics; a run that found the scope busy succeeded, because another one is at work. */
export const metricsOf = (report: RunReport) => ({
  RunsSucceeded: report.undelivered.length === 0 ? 1 : 0,
  WindowsJudged: report.windowsJudged,
  LagSeconds: Math.round(report.lagSeconds),
  ...(report.windowsJudged > 0 ? { Edges: report.edges } : {}),
  Rejects: report.rejects,
  IncidentsOpened: report.incidentsOpened,
  MessagesSent: report.messagesSent,
  TracesScanned: report.tracesScanned,
  TraceCostUsd: report.tracesScanned * usdPerTrace,
});

/** Why a run that did its work must still fail, so that the alarm on errors speaks; undefined when all was sent. */
export const undelivered = ({ undelivered: ids, scope }: RunReport): string | undefined =>
  ids.length === 0
    ? undefined
    : `${ids.length} ${ids.length === 1 ? 'message' : 'messages'} of ${scope} could not be delivered and are tried again: ${ids.join(', ')}`;
