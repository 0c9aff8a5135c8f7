import type { Severity } from '../model/finding';
import type { Message } from '../model/record';
import type { ServiceId } from '../model/service';
import { productVersion } from '../model/version';
import { type Alert, tellingId } from './alert';
import { attributesOf } from './attributes';
import { eventId } from './event';
import { fitting, jsonBytes } from './fitting';
import { incidentPart, mostAlertBytes } from './machine';
import { aboutLine, subjectLine } from './message';
import { anomalyAnalysis } from './ocsf-anomaly';
import { ownerOf } from './owner';
import { comparison, headline } from './sentences';
import { storyOf } from './story';
import { placeOf, statusOf } from './surroundings';
import { transitionJson } from './transition-json';

type Json = Readonly<Record<string, unknown>>;

const activities: Readonly<Record<ReturnType<typeof statusOf>, number>> = {
  opened: 1,
  updated: 2,
  resolved: 3,
};
const statuses: Readonly<Record<ReturnType<typeof statusOf>, number>> = {
  opened: 1,
  updated: 2,
  resolved: 4,
};
const severityIds: Readonly<Record<Severity, number>> = { info: 1, low: 2, medium: 3, high: 4, critical: 5 };

/** An alert as OCSF Detection Finding, class 2004 of schema 1.5.0, on a topic of its own. */
export const ocsfMessage = (alert: Alert): Message => ({
  id: `${tellingId(alert)}-ocsf`,
  topic: 'ocsf',
  subject: subjectLine(alert),
  body: JSON.stringify(detectionFinding(alert)),
  attributes: attributesOf(alert),
});

/**
 * One incident as one finding. Every signal of it is an anomaly analysis, and in full a transition in `unmapped`, the
 * leading one first; those for which there is no room are counted in `unmapped.findingsLeftOut`.
 * Source: OCSF schema 1.5.0, class detection_finding.
 */
export function detectionFinding(alert: Alert): Json {
  const { incident, lead, others } = alert;
  const head = headOf(alert);
  const about = incidentPart(incident);
  const signals = [lead, ...others].map((f) => [anomalyAnalysis(f), transitionJson(f)] as const);
  const kept = fitting(signals, mostAlertBytes - jsonBytes([head, about]));
  return {
    ...head,
    anomaly_analyses: kept.map(([analysis]) => analysis),
    unmapped: {
      ...about,
      findings: kept.map(([, finding]) => finding),
      findingsLeftOut: signals.length - kept.length,
    },
  };
}

function headOf(alert: Alert): Json {
  const { incident, stage } = alert;
  const owner = ownerOf(incident, alert.lead, alert.around.owners ?? []);
  const activity = activities[statusOf(stage)];
  return {
    metadata: metadataOf(alert, owner !== undefined || alert.around.test === true),
    category_uid: 2,
    class_uid: 2004,
    activity_id: activity,
    type_uid: 200_400 + activity,
    time: milliseconds(incident.detectedAt),
    start_time: milliseconds(incident.startsAt),
    end_time: milliseconds(incident.endsAt ?? incident.detectedAt),
    severity_id: severityIds[incident.severity],
    confidence_id: confidenceId(incident.confidence),
    confidence_score: Math.round(incident.confidence * 100),
    status_id: statuses[statusOf(stage)],
    is_alert: true,
    message: storyOf(alert).sentence,
    finding_info: findingInfo(alert),
    ...cloudOf(alert),
    ...(alert.around.test ? { verdict_id: 6 } : {}),
    ...(owner ? { assignee_group: { name: owner.team } } : {}),
    resources: resourcesOf(alert),
    ...evidencesOf(alert),
    ...remediationOf(alert, owner?.runbook),
  };
}

const milliseconds = (epochSeconds: number): number => Math.round(epochSeconds * 1000);
const confidenceId = (confidence: number): number => (confidence >= 0.9 ? 3 : confidence >= 0.6 ? 2 : 1);

function metadataOf(alert: Alert, isJudged: boolean): Json {
  const { account } = placeOf(alert.around.scope);
  const profiles = [...(account ? ['cloud'] : []), ...(isJudged ? ['incident'] : [])];
  return {
    version: '1.5.0',
    product: { name: 'tracenorm', vendor_name: 'tracenorm', version: productVersion },
    ...(profiles.length > 0 ? { profiles } : {}),
    uid: eventId(alert),
    correlation_uid: alert.incident.key,
  };
}

function findingInfo(alert: Alert): Json {
  const { incident, lead, others, stage } = alert;
  const byStatistics = !lead.kind.startsWith('new-') && lead.kind !== 'vanished-edge';
  return {
    uid: incident.id,
    title: aboutLine(alert),
    desc: comparison(lead),
    types: [headline[lead.kind]],
    first_seen_time: milliseconds(incident.startsAt),
    last_seen_time: milliseconds(incident.endsAt ?? incident.detectedAt),
    [stage === 'opened' ? 'created_time' : 'modified_time']: milliseconds(incident.detectedAt),
    analytic: { type_id: byStatistics ? 3 : 2, name: lead.kind, uid: lead.kind, version: '1' },
    data_sources: ['AWS X-Ray service graph'],
    related_events_count: others.length + 1,
  };
}

function cloudOf({ around }: Alert): Json {
  const { account, region } = placeOf(around.scope);
  if (!account) return {};
  return { cloud: { provider: 'AWS', ...(region ? { region } : {}), account: { uid: account } } };
}

/** The leading finding's services and the suspects, each once. */
function resourcesOf({ incident, lead }: Alert): Json[] {
  const services: readonly ServiceId[] = [
    ...(lead.source ? [lead.source] : []),
    lead.target,
    ...incident.origins,
  ];
  const byIdentity = new Map(services.map(({ name, type }) => [`${type ?? ''} ${name}`, { name, type }]));
  return [...byIdentity.values()].map(({ name, type }) => ({ name, ...(type ? { type } : {}) }));
}

function evidencesOf({ lead, around: { traces } }: Alert): Json {
  const outside = lead.target.type === 'remote' && lead.kind === 'new-edge';
  const evidences = [
    ...(traces.length > 0 ? [{ name: 'xray-trace', data: { trace_ids: traces } }] : []),
    ...(outside ? [{ name: 'external-host', dst_endpoint: { hostname: lead.target.name } }] : []),
  ];
  return evidences.length > 0 ? { evidences } : {};
}

function remediationOf(alert: Alert, runbook: string | undefined): Json {
  const { steps } = storyOf(alert);
  if (steps.length === 0) return {};
  return {
    remediation: { desc: steps.join(' '), ...(runbook === undefined ? {} : { references: [runbook] }) },
  };
}
