import { unseenMass } from '../baseline/completeness';
import { standpoints } from '../detect/power/standpoint';
import { besideShapes } from '../detect/shape-budget';
import { sightOf } from '../detect/sight';
import type { LineState } from '../line';
import type { Message, StepRecord } from '../model/record';
import type { Settings } from '../model/settings';
import { leadOf } from './lead';
import { incidentMessage } from './message';
import { emptyGraphMessages } from './operations';
import { tellings } from './tellings';
import { unmutedMessage } from './unmuted';

/** Traces found for an incident, or the reason why there are none. */
export interface TraceEvidence {
  readonly traces: readonly string[];
  readonly noTraces: string;
  /** Why the calls of a new dependency are not described, where they are not. */
  readonly noCalls?: string;
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
  const told = tellings(before.open, record);
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
  const unmuted = (record.unmuted ?? []).flatMap((ended) => unmutedMessage(ended, record.scope) ?? []);
  return [...alerts, ...unmuted, ...operations];
}
