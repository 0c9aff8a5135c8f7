import type { Finding, Incident } from '../../../analysis/model/finding';
import { getItems } from './access';
import { bodyOf } from './body';
import { putFenced, type Writer } from './fenced';
import type { Fields } from './item';
import { nameKey, numberKey } from './keys';
import { expiryAfter, room, type ScopeAccess } from './scope';
import { loadBody, storeBody } from './stored-body';

/**
 * Writes a finding or incident as it stands after a record. One item an episode: its key holds start and id,
 * neither of which changes while the episode lasts. Only resolved ones expire.
 */
export async function projectFinding(
  access: ScopeAccess,
  writer: Writer,
  finding: Finding | Incident,
): Promise<void> {
  const expiresAt = finding.status === 'resolved' ? expiryAfter(access, access.findingDays) : undefined;
  await putFenced(access, writer, {
    pk: room(access, 'FINDING'),
    sk: nameKey(`${numberKey(Math.max(0, Math.floor(finding.startsAt)))}#${finding.type}#${finding.id}`),
    ...readable(finding),
    ...(await storeBody(access, bodyOf(finding), { expiresAt, legible: true })),
    expiresAt,
  });
}

/** Findings and incidents by their start, newest first, at most `limit`. */
export async function loadFindings(
  access: ScopeAccess,
  limit: number,
): Promise<readonly (Finding | Incident)[]> {
  const found: (Finding | Incident)[] = [];
  if (limit < 1) return found;
  const query = { pk: room(access, 'FINDING'), newestFirst: true, pageItems: Math.min(limit, 1_000) };
  for await (const item of getItems(access, query)) {
    found.push((await loadBody(access, item)) as Finding | Incident);
    if (found.length >= limit) break;
  }
  return found;
}

/** What a person sees of the item beside its JSON. */
const readable = (finding: Finding | Incident): Fields => ({
  kind: finding.type,
  id: finding.id,
  status: finding.status,
  revision: finding.revision,
  startsAt: finding.startsAt,
  endsAt: finding.endsAt,
  severity: finding.severity,
  confidence: finding.confidence,
  resolution: finding.resolution,
  ...(finding.type === 'finding'
    ? {
        finding: finding.kind,
        subject: finding.subject,
        score: finding.score,
        incidentId: finding.incidentId,
      }
    : { findings: finding.findings.length, origin: finding.origins[0]?.name }),
});
