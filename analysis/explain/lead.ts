import { severities } from '../incident/severity';
import type { Finding, Incident } from '../model/finding';

/** The finding that speaks for an incident: nearest to its probable origin, traffic last, then the worst, then the clearest. */
export function leadOf(incident: Incident, findings: readonly Finding[]): Finding {
  const origin = incident.origins[0];
  const isOrigin = (id: { name: string; type?: string } | undefined): boolean =>
    id !== undefined && id.name === origin?.name && id.type === origin.type;
  const nearness = (f: Finding): number => (isOrigin(f.target) ? 2 : isOrigin(f.source) ? 1 : 0);
  const isDirect = (f: Finding): number => (f.kind === 'new-edge' || f.kind === 'vanished-edge' ? 1 : 0);
  const isTraffic = (f: Finding): number => (f.kind === 'request-rate' ? 1 : 0);
  const [lead] = [...findings].sort(
    (a, b) =>
      isDirect(b) - isDirect(a) ||
      nearness(b) - nearness(a) ||
      isTraffic(a) - isTraffic(b) ||
      severities.indexOf(b.severity) - severities.indexOf(a.severity) ||
      b.score - a.score ||
      (a.id < b.id ? -1 : 1),
  );
  if (lead === undefined) throw new Error(`incident ${incident.id} has no finding to speak for it`);
  return lead;
}
