import type { Incident, Severity } from '../model/finding';
import type { Message } from '../model/record';
import { type Alert, tellingId } from './alert';
import { attributesOf } from './attributes';
import { fitting, jsonBytes } from './fitting';
import { aboutLine, subjectLine } from './message';
import { ownerOf } from './owner';
import { comparison } from './sentences';
import { storyOf } from './story';
import { placeOf, statusOf, traceUrl } from './surroundings';
import { transitionJson } from './transition-json';

/** Bytes of an alert as JSON at most: SNS and EventBridge take 256 KB with everything around it. */
export const mostAlertBytes = 230_000;

/** Ids of findings that an incident's own JSON lists at most, so that there is room for findings. */
const mostIds = 2_000;

/** The severity in the words of paging services. */
const pagerSeverity: Readonly<Record<Severity, string>> = {
  info: 'info',
  low: 'info',
  medium: 'warning',
  high: 'error',
  critical: 'critical',
};

/** An alert for programs, on a topic of their own; docs/schema/alert.schema.json describes it. */
export const machineMessage = (alert: Alert): Message => ({
  id: `${tellingId(alert)}-machine`,
  topic: 'machine',
  subject: subjectLine(alert),
  body: JSON.stringify(alertJson(alert)),
  attributes: attributesOf(alert),
});

/**
 * An alert as data: its words, its example traces, and the incident and its findings as transitions, the leading one
 * first. Findings for which there is no room are counted in `findingsLeftOut`.
 */
export function alertJson(alert: Alert): Readonly<Record<string, unknown>> {
  const { lead, others } = alert;
  const head = headOf(alert);
  const findings = [lead, ...others].map(transitionJson);
  const kept = fitting(findings, mostAlertBytes - jsonBytes(head));
  return { ...head, findings: kept, findingsLeftOut: findings.length - kept.length };
}

function headOf(alert: Alert): Readonly<Record<string, unknown>> {
  const { incident, lead, stage, around } = alert;
  const { account, region } = placeOf(around.scope);
  const story = storyOf(alert);
  const owner = ownerOf(incident, lead, around.owners ?? []);
  return {
    schemaVersion: '1',
    id: tellingId(alert),
    status: statusOf(stage),
    ...(around.test ? { test: true } : {}),
    scope: around.scope,
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
    ...(around.environment ? { environment: around.environment } : {}),
    severity: incident.severity,
    pagerSeverity: pagerSeverity[incident.severity],
    kind: lead.kind,
    headline: aboutLine(alert),
    sentence: story.sentence,
    comparison: comparison(lead),
    ...(owner ? { owner } : {}),
    traces: around.traces.map((id) => ({ id, ...urlOf(around.scope, id) })),
    ...(around.traces.length === 0 && stage !== 'resolved' ? { noTraces: around.noTraces } : {}),
    steps: story.steps,
    unseen: story.unseen,
    ...incidentPart(incident),
  };
}

/** An incident as a transition; ids of findings beyond those listed are counted in `findingIdsLeftOut`. */
export function incidentPart(incident: Incident): Readonly<Record<string, unknown>> {
  const left = incident.findings.length - mostIds;
  return {
    incident: transitionJson({ ...incident, findings: incident.findings.slice(0, mostIds) }),
    ...(left > 0 ? { findingIdsLeftOut: left } : {}),
  };
}

const urlOf = (scope: string, id: string): { url?: string } => {
  const url = traceUrl(scope, id);
  return url === undefined ? {} : { url };
};
