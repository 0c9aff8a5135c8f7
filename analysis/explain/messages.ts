import { unseenMass } from '../baseline/completeness';
import { standpoints } from '../detect/power/standpoint';
import { besideShapes } from '../detect/shape-budget';
import { sightOf } from '../detect/sight';
import type { LineState } from '../line';
import type { Owner } from '../model/owner';
import type { FormatTopic, Message, StepRecord } from '../model/record';
import type { Settings } from '../model/settings';
import { type Alert, alertOf } from './alert';
import { chatMessage } from './chat';
import { dayZeroMessage } from './day-zero';
import { capped, digestChat, digestMessage } from './digest';
import { eventMessage } from './event';
import { heartbeatMessage } from './heartbeat';
import { impactOf } from './impact';
import { leadOf } from './lead';
import { machineMessage } from './machine';
import { mailMessage } from './message';
import { ocsfMessage } from './ocsf';
import { emptyGraphMessages } from './operations';
import { isForPeople, tellings } from './tellings';
import { unmutedMessage } from './unmuted';

/** Traces found for an incident, or the reason why there are none. */
export interface TraceEvidence {
  readonly traces: readonly string[];
  readonly noTraces: string;
  /** Why the calls of a new dependency are not described, where they are not. */
  readonly noCalls?: string;
}

/** What the texts of a record go by, beside what it was judged by. */
export interface Wording {
  /** Environment name shown in alerts, e.g. `prod`. */
  readonly environment: string;
  /** IANA name of the time zone shown beside UTC. */
  readonly timeZone: string;
  /** Who answers for which services; the first pattern that matches counts. */
  readonly owners: readonly Owner[];
  /** Incidents of a record told each in a text of its own; the rest go into one digest. */
  readonly messagesPerRun: number;
  /** Seconds by which the last read came later than it was due; absent where no clock says. */
  readonly lagSeconds?: number;
}

/**
 * All texts of a record, rendered once; `evidence` holds what was found for each incident by id. People and chats get
 * at most `messagesPerRun` and a digest of the rest; programs get every incident, because an event left out would leave
 * a page open for ever.
 */
export function messagesOf(
  before: LineState,
  record: StepRecord,
  evidence: ReadonlyMap<string, TraceEvidence>,
  settings: Settings & Wording,
  formats: readonly FormatTopic[] = [],
): Message[] {
  const alerts = alertsOf(before, record, evidence, settings);
  const { told, rest } = capped(alerts.filter(isForPeople), settings.messagesPerRun);
  const chats = formats.includes('chat');
  const [first, ...others] = rest;
  const beyond = first && {
    sequence: record.sequence,
    told: told.length,
    alerts: [first, ...others] as const,
  };
  const digest = beyond ? [digestMessage(beyond), ...(chats ? [digestChat(beyond)] : [])] : [];
  const operations = record.entries.flatMap((entry) =>
    emptyGraphMessages(entry, before.recent, record.scope, settings.timeZone),
  );
  const heartbeats = (record.days ?? []).map((day) => heartbeatMessage(day, before, settings));
  const unmuted = (record.unmuted ?? []).flatMap(
    (ended) => unmutedMessage(ended, record.scope, settings.timeZone) ?? [],
  );
  const dayZero = record.entries.flatMap(
    (entry) => dayZeroMessage(entry, before.baseline, record.scope) ?? [],
  );
  return [
    ...told.map(mailMessage),
    ...(chats ? told.map(chatMessage) : []),
    ...digest,
    ...alerts.flatMap((alert) =>
      programs.filter(([topic]) => formats.includes(topic)).map(([, as]) => as(alert)),
    ),
    ...unmuted,
    ...dayZero,
    ...operations,
    ...heartbeats,
  ];
}

const programs: readonly (readonly [topic: FormatTopic, as: (alert: Alert) => Message])[] = [
  ['machine', machineMessage],
  ['ocsf', ocsfMessage],
  ['events', eventMessage],
];

function alertsOf(
  before: LineState,
  record: StepRecord,
  evidence: ReadonlyMap<string, TraceEvidence>,
  settings: Settings & Wording,
): Alert[] {
  const told = tellings(before.open, record);
  const window = record.entries.at(-1)?.read.window;
  const around = {
    scope: record.scope,
    environment: settings.environment,
    timeZone: settings.timeZone,
    owners: settings.owners,
    sampledRequests: record.entries.at(-1)?.requests ?? 0,
    unseenMass: unseenMass(before.baseline.known.values()),
  };
  const at =
    told.length > 0 && window
      ? standpoints(before.baseline, window, besideShapes(settings, before.baseline))
      : undefined;
  const observations = record.entries.at(-1)?.observations ?? [];
  return told.map((telling) => {
    const found = evidence.get(telling.incident.id) ?? { traces: [], noTraces: 'none were looked for' };
    const lead = leadOf(telling.incident, telling.findings);
    const sight = at ? sightOf(at(lead.subject)) : { calls: 0, unjudged: 'no window was read' };
    const impact = impactOf(lead, observations);
    return alertOf(telling, { ...around, ...found, sight, ...(impact ? { impact } : {}) });
  });
}
