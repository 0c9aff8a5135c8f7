import type { IncidentName } from './incidents';

/** What an alert says of itself, as much as tells the incidents of the demo apart. */
export interface Alert {
  readonly subject: string;
  readonly kind: string;
  readonly status: string;
}

/** One staged incident: what is done, and the alert it must raise. */
export interface Act {
  readonly incident: IncidentName;
  readonly title: string;
  readonly isAlert: (alert: Alert) => boolean;
}

const opened = (alert: Alert, kind: string, ...names: readonly string[]): boolean =>
  alert.status === 'opened' && alert.kind === kind && names.every((name) => alert.subject.includes(name));

/** The three incidents, in the order in which they are staged. */
export const acts: readonly Act[] = [
  {
    incident: 'exfiltration',
    title: 'create-order begins to send data to a host it never called',
    isAlert: (alert) => opened(alert, 'new-edge', 'create-order -> paste.example.net'),
  },
  {
    incident: 'slowPartner',
    title: 'the payment partner answers five times as slowly',
    isAlert: (alert) => opened(alert, 'latency', 'partner.example.com'),
  },
  {
    incident: 'staleCache',
    title: 'the authorizer stops asking the table of API keys',
    isAlert: (alert) => opened(alert, 'vanished-edge', 'authorizer -> api-keys'),
  },
];

/** What the demo comes to: acts that raised no alert, and opened alerts that belong to no act. */
export function verdict(alerts: readonly Alert[]): { missed: readonly Act[]; unexpected: readonly Alert[] } {
  const fired = alerts.filter((alert) => alert.status === 'opened' && alert.kind !== 'operations');
  const counted = acts.map((act) => fired.find((alert) => act.isAlert(alert)));
  return {
    missed: acts.filter((_, i) => counted[i] === undefined),
    unexpected: fired.filter((alert) => !counted.includes(alert)),
  };
}
