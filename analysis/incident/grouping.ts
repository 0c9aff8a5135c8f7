import { familyOfKind, isDrift } from '../model/assessment';
import type { Finding, Incident } from '../model/finding';
import { serviceKey } from '../model/service';
import { type Reach, reachesOf, type Topology } from './topology';

/** Findings that began to fire together and have one cause, and the open incident they belong to, if any. */
export interface Group {
  readonly findings: readonly Finding[];
  readonly joins?: string;
  /** Findings of other incidents that came back because of these. */
  readonly led?: readonly Finding[];
}

/**
 * Joins findings that begin to fire in one read along what they explain, or where they touch the same service: two
 * troubles in one place in one window seldom have two causes. A group joins an open incident when the incident
 * explains the group's roots, when a root of the group explains the incident's and began within `togetherSeconds` of
 * it (a cause is no later than its effect), or when they touch and began so close together.
 * Drift is one incident, whatever drifts, and never joins or takes what begins in a window.
 * Symptoms alone never pull a later cause into an open incident. O(findings^2) on the findings of one read.
 */
export function groupFindings(
  begun: readonly Finding[],
  firing: readonly Finding[],
  incidents: readonly Incident[],
  topology: Topology,
  togetherSeconds: number,
): Group[] {
  const sudden = (findings: readonly Finding[]): Finding[] => findings.filter((f) => !isDrift(f.kind));
  const groups = groupSudden(sudden(begun), sudden(firing), incidents, topology, togetherSeconds);
  const slow = begun.filter((f) => isDrift(f.kind));
  if (slow.length === 0) return groups;
  const joins = firing.find((f) => isDrift(f.kind))?.incidentId;
  return [...groups, joins ? { findings: slow, joins } : { findings: slow }];
}

function groupSudden(
  begun: readonly Finding[],
  firing: readonly Finding[],
  incidents: readonly Incident[],
  topology: Topology,
  togetherSeconds: number,
): Group[] {
  const reaches = reachesOf([...begun, ...firing], topology);
  const explains = (a: Finding, b: Finding): boolean => explained(reaches.get(a.id), b);
  const linked = (a: Finding, b: Finding): boolean => explains(a, b) || explains(b, a) || touch(a, b);
  return collapsed(components(begun, linked)).map((findings) => {
    const roots = rootsOf(findings, explains);
    const joined = incidents.find((incident) => {
      const members = firing.filter((f) => f.incidentId === incident.id);
      const causes = rootsOf(members, explains);
      const together = (a: Finding, b: Finding): boolean => a.startsAt <= b.startsAt + togetherSeconds;
      return roots.some(
        (root) =>
          members.some((m) => explains(m, root)) ||
          (root.kind === 'vanished-edge' && inCollapse(members, root, togetherSeconds)) ||
          causes.some((cause) => (explains(root, cause) || touch(root, cause)) && together(root, cause)),
      );
    });
    return joined ? { findings, joins: joined.id } : { findings };
  });
}

/** Vanished edges in one window that share nothing are taken for one collapse from so many places on. */
const collapsePlaces = 3;

/** Two places may fall silent in one window by chance; where more do, one cause is behind them that nobody sees. */
function collapsed(groups: readonly Finding[][]): Finding[][] {
  const silent = groups.filter((group) => group.some((f) => f.kind === 'vanished-edge'));
  if (silent.length < collapsePlaces) return [...groups];
  return [silent.flat(), ...groups.filter((group) => !silent.includes(group))];
}

/** Tells whether an edge fell silent while an incident's edges did, one after the other. */
const inCollapse = (members: readonly Finding[], edge: Finding, togetherSeconds: number): boolean =>
  members.filter((m) => m.kind === 'vanished-edge' && Math.abs(m.startsAt - edge.startsAt) <= togetherSeconds)
    .length >= collapsePlaces;

/** Tells whether two findings have a service in common; a client stands for many and joins nothing. */
function touch(a: Finding, b: Finding): boolean {
  const ends = (f: Finding): string[] =>
    [f.source, f.target]
      .filter((service) => service !== undefined && service.type !== 'client')
      .map((service) => (service ? serviceKey(service) : ''));
  const others = new Set(ends(b));
  return ends(a).some((key) => others.has(key));
}

const explained = (reach: Reach | undefined, finding: Finding): boolean =>
  reach?.subjects.get(finding.subject)?.has(familyOfKind(finding.kind)) ?? false;

/** The findings that no other finding explains; of findings that explain each other all are roots. */
function rootsOf(findings: readonly Finding[], explains: (a: Finding, b: Finding) => boolean): Finding[] {
  return findings.filter(
    (f) => !findings.some((other) => other !== f && explains(other, f) && !explains(f, other)),
  );
}

function components(findings: readonly Finding[], linked: (a: Finding, b: Finding) => boolean): Finding[][] {
  const left = new Set(findings);
  const groups: Finding[][] = [];
  for (const first of findings) {
    if (!left.delete(first)) continue;
    const group = [first];
    for (let i = 0; i < group.length; i += 1) {
      const member = group[i];
      if (member === undefined) break;
      for (const other of [...left]) {
        if (linked(member, other)) {
          left.delete(other);
          group.push(other);
        }
      }
    }
    groups.push(group);
  }
  return groups;
}
