import { hashOf } from '../model/identity';
import type { Message } from '../model/record';
import { type Alert, tellingId } from './alert';
import { attributesOf } from './attributes';
import { alertJson } from './machine';
import type { Stage } from './surroundings';

const detailTypes: Readonly<Record<Stage, string>> = {
  opened: 'Trace Baseline Finding Opened',
  updated: 'Trace Baseline Finding Updated',
  reminder: 'Trace Baseline Finding Updated',
  acknowledged: 'Trace Baseline Finding Acknowledged',
  resolved: 'Trace Baseline Finding Resolved',
};

/**
 * An alert for EventBridge: the subject is the detail-type, the body the detail. The event carries an id of its own,
 * because the envelope's changes when an event is handed from bus to bus.
 */
export const eventMessage = (alert: Alert): Message => ({
  id: `${tellingId(alert)}-events`,
  topic: 'events',
  subject: detailTypes[alert.stage],
  body: JSON.stringify({ metadata: metadataOf(alert), data: alertJson(alert) }),
  attributes: attributesOf(alert),
});

const metadataOf = (alert: Alert): Readonly<Record<string, string>> => ({
  eventId: eventId(alert),
  idempotencyKey: tellingId(alert),
  correlationId: alert.incident.id,
  dedupKey: alert.incident.key,
  schemaVersion: '1',
});

/** Names the event of an alert in all formats that have such an id. */
export const eventId = (alert: Alert): string => hashOf('event', alert.around.scope, tellingId(alert));
