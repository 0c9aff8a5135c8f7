import { unseenMass } from '../baseline/completeness';
import { standpoints } from '../detect/power/standpoint';
import { besideShapes } from '../detect/shape-budget';
import { sightOf } from '../detect/sight';
import type { LineState } from '../line';
import type { Finding, Incident } from '../model/finding';
import type { Message, StepRecord } from '../model/record';
import type { Settings } from '../model/settings';
import { leadOf } from './lead';
import { incidentMessage } from './message';
import { emptyGraphMessages } from './operations';
import type { Stage } from './surroundings';

/** Traces found for an incident, or the reason why there are none. */
export interface TraceEvidence {
  readonly traces: readonly string[];
  readonly noTraces: string;
  /** Why the calls of a new dependency are not described, where they are not. */
  readonly noCalls?: string;
}

/** An incident of a record that people are told of, with all its findings. */
export interface Telling {
  readonly incident: Incident;
  readonly findings: readonly Finding[];
  readonly stage: Stage;
}

/**
 * The incidents of a record that people are told of: those that opened or ended, and those that became worse or
 * whose probable origin moved. Other revisions change the record and wake nobody.
 */
export function tellings(before: LineState, record: StepRecord): Telling[] {
  const known = new Map([...before.open.findings, ...record.open.findings].map((f) => [f.id, f] as const));
  for (const t of record.transitions) if (t.type === 'finding') known.set(t.id, t);
  return record.transitions
    .filter((t): t is Incident => t.type === 'incident')
    .flatMap((incident) => {
      const stage = stageOf(
        before.open.incidents.find((i) => i.id === incident.id),
        incident,
      );
      const findings = incident.findings.map((id) => known.get(id)).filter((f) => f !== undefined);
      return stage === undefined || findings.length === 0 ? [] : [{ incident, findings, stage }];
    });
}

function stageOf(before: Incident | undefined, now: Incident): Stage | undefined {
  if (now.status === 'resolved') return 'resolved';
  if (before === undefined) return 'opened';
  const [was, is] = [before.origins[0], now.origins[0]];
  const moved = was?.name !== is?.name || was?.type !== is?.type;
  return moved || before.severity !== now.severity ? 'updated' : undefined;
}

/** All texts of a record, rendered once; `evidence` holds what was found for each incident by id. */
export function messagesOf(
  before: LineState,
  record: StepRecord,
  evidence: ReadonlyMap<string, TraceEvidence>,
  settings: Settings & { readonly environment: string },
): Message[] {
  const around = {
    scope: record.scope,
    environment: settings.environment,
    sampledRequests: record.entries.at(-1)?.requests ?? 0,
    unseenMass: unseenMass(before.baseline.known.values()),
  };
  const told = tellings(before, record);
  const window = record.entries.at(-1)?.read.window;
  const at =
    told.length > 0 && window
      ? standpoints(before.baseline, window, besideShapes(settings, before.baseline))
      : undefined;
  const alerts = told.map(({ incident, findings, stage }) => {
    const found = evidence.get(incident.id) ?? { traces: [], noTraces: 'none were looked for' };
    const { subject } = leadOf(incident, findings);
    const sight = at ? sightOf(at(subject)) : { calls: 0, unjudged: 'no window was read' };
    return incidentMessage(incident, findings, stage, { ...around, ...found, sight });
  });
  const operations = record.entries.flatMap((entry) =>
    emptyGraphMessages(entry, before.recent, record.scope),
  );
  return [...alerts, ...operations];
}
