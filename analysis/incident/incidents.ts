import type { Finding, Incident, Origin, Severity } from '../model/finding';
import { hashOf } from '../model/identity';
import type { Read } from '../model/read';
import type { Group } from './grouping';
import { worse } from './severity';

/** Ranks the suspects among findings; the judging step supplies the window's numbers. */
export type RankOrigins = (findings: readonly Finding[]) => Origin[];

/**
 * Which incident a group of findings is an episode of: named after the first of those that begin, by key. What it led
 * belongs to another incident and names nothing, or it would depend on the order of names which incident is meant.
 */
export const incidentKey = ({ findings }: Group, scope: string): string =>
  hashOf('incident', scope, findings.map((f) => f.key).sort()[0] ?? '');

/** An incident that begins now from a group of findings. */
export function openIncident(group: Group, scope: string, read: Read, rank: RankOrigins): Incident {
  const findings = [...group.findings, ...(group.led ?? [])];
  const startsAt = Math.min(...findings.map((f) => f.startsAt));
  const key = incidentKey(group, scope);
  return {
    type: 'incident',
    key,
    id: hashOf(key, read.window.start),
    status: 'firing',
    revision: 1,
    startsAt,
    detectedAt: read.window.end,
    severity: worstOf(findings),
    confidence: Math.max(...findings.map((f) => f.confidence)),
    findings: findings.map((f) => f.id).sort(),
    origins: rank(findings),
  };
}

/** The findings of an incident after this read, and whether trouble came back at its origin after all was calm there. */
export interface Members {
  readonly members: readonly Finding[];
  readonly back: boolean;
}

/**
 * An open incident after this read: resolved when none of its findings fires any more, revised when findings
 * joined, became worse, moved the probable origin or came back at it after a calm window, and otherwise the same
 * object.
 */
export function carryIncident(
  incident: Incident,
  { members, back }: Members,
  read: Read,
  rank: RankOrigins,
): Incident {
  const firing = members.filter((f) => f.status === 'firing');
  if (firing.length === 0) {
    const resolution = members.find((f) => f.resolution)?.resolution ?? 'back-to-normal';
    const end = { endsAt: read.window.end, detectedAt: read.window.end, status: 'resolved' as const };
    return { ...incident, ...end, resolution };
  }
  const findings = [...new Set([...incident.findings, ...members.map((f) => f.id)])].sort();
  const severity = worse(incident.severity, worstOf(firing));
  const active = firing.some((f) => f.clean === 0);
  const ranked = active && read.kind === 'settlement' ? steady(rank(firing), incident) : incident.origins;
  const moved = name(ranked[0]) !== name(incident.origins[0]);
  const origins = moved || back || findings.length > incident.findings.length ? ranked : incident.origins;
  const grown = findings.length > incident.findings.length || severity !== incident.severity;
  if (!grown && !moved && !back) return incident;
  const confidence = Math.max(incident.confidence, ...firing.map((f) => f.confidence));
  const revision = incident.revision + 1;
  return { ...incident, revision, findings, severity, origins, confidence, detectedAt: read.window.end };
}

/** A first suspect stays the first while it is at least so much suspected as another. */
const steadyShare = 0.8;

/** The suspects of a window with the former first one still in front, unless another is clearly more suspected. */
function steady(ranked: readonly Origin[], { origins: [former] }: Incident): readonly Origin[] {
  const still = ranked.find((origin) => name(origin) === name(former));
  if (still === undefined || still.score < steadyShare * (ranked[0]?.score ?? 0)) return ranked;
  return [still, ...ranked.filter((origin) => origin !== still)];
}

const name = (origin: Origin | undefined): string => `${origin?.name} ${origin?.type}`;

const worstOf = (findings: readonly Finding[]): Severity =>
  findings.map((f) => f.severity).reduce(worse, 'info');
