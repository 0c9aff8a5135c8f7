import { severities } from '../incident/severity';
import type { Severity } from '../model/finding';
import type { Message } from '../model/record';
import type { Alert } from './alert';
import { ownerOf } from './owner';
import { placeOf, type Surroundings, statusOf } from './surroundings';
import { ascii } from './words';

/** What filter policies of subscriptions may ask for; ten at most, because SNS hands on no more to a raw queue. */
export function attributesOf({ incident, lead, stage, around }: Alert): Message['attributes'] {
  const owner = ownerOf(incident, lead, around.owners ?? []);
  return {
    ...rankOf(incident.severity),
    kind: lead.kind,
    status: statusOf(stage),
    confidence: incident.confidence,
    ...(owner ? { team: ascii(owner.team) } : {}),
    ...placeAttributes(around),
    schemaVersion: '1',
  };
}

export const rankOf = (severity: Severity): { severity: Severity; severityRank: number } => ({
  severity,
  severityRank: severities.indexOf(severity),
});

/** Environment, account and Region, each where it is known. */
export function placeAttributes({ environment, scope }: Pick<Surroundings, 'environment' | 'scope'>) {
  const { account, region } = placeOf(scope);
  return {
    ...(environment ? { environment: ascii(environment) } : {}),
    ...(account ? { account } : {}),
    ...(region ? { region } : {}),
  };
}
