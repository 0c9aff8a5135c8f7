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
  const rootsIn = (findings: readonly Finding[]): Finding[] => rootsOf(findings, explains);
  const open = incidents.map(({ id }) => {
    const members = firing.filter((f) => f.incidentId === id);
    return { id, members, causes: rootsIn(members) };
  });
  const together = (a: Finding, b: Finding): boolean => a.startsAt <= b.startsAt + togetherSeconds;
  return collapsed(components(begun, linked), rootsIn).map((findings) => {
    const roots = rootsIn(findings);
    const joined =
      open.find(({ members, causes }) =>
        roots.some(
          (root) =>
            members.some((m) => explains(m, root)) ||
            causes.some((cause) => (explains(root, cause) || touch(root, cause)) && together(root, cause)),
        ),
      ) ?? collapseOf(roots, open, together);
    return joined ? { findings, joins: joined.id } : { findings };
  });
}

/** Traffic that changes one way in one window in places that share nothing has one cause from so many places on. */
const collapsePlaces = 3;

/** Which way a finding says that traffic went, if it speaks of traffic. */
function courseOf({ kind, observed, expected }: Finding): 'less' | 'more' | undefined {
  if (kind === 'vanished-edge') return 'less';
  if (kind !== 'request-rate') return undefined;
  return observed.value < expected.center ? 'less' : 'more';
}

/**
 * Two places may lose their traffic in one window by chance, or gain some; where more do, one cause is behind them that
 * nobody sees: the way in, a zone, half of the accounts, the sampling. What explains no more than traffic counts: a
 * place that fails and is therefore called less has a cause of its own.
 */
function collapsed(
  groups: readonly Finding[][],
  rootsIn: (group: readonly Finding[]) => Finding[],
): Finding[][] {
  return (['less', 'more'] as const).reduce<Finding[][]>(
    (all, course) => {
      const places = all.filter((group) => rootsIn(group).some((f) => courseOf(f) === course));
      if (places.length < collapsePlaces) return all;
      return [places.flat(), ...all.filter((group) => !places.includes(group))];
    },
    [...groups],
  );
}

/** An open incident, all that fires in it, and those that no other explains. */
interface Told {
  readonly id: string;
  readonly members: readonly Finding[];
  readonly causes: readonly Finding[];
}

/** The open incident of a collapse that goes on: traffic went the same way in enough places, one after the other. */
function collapseOf(
  roots: readonly Finding[],
  open: readonly Told[],
  together: (a: Finding, b: Finding) => boolean,
): Told | undefined {
  for (const root of roots) {
    const course = courseOf(root);
    const isAlike = (f: Finding): boolean => courseOf(f) === course && together(f, root) && together(root, f);
    const alike = course === undefined ? [] : open.filter(({ causes }) => causes.some(isAlike));
    const places = alike.reduce((sum, { causes }) => sum + causes.filter(isAlike).length, 1);
    if (places >= collapsePlaces) return alike[0];
  }
  return undefined;
}

/** Tells whether two findings have a service in common; a client stands for many and joins nothing. */
function touch(a: Finding, b: Finding): boolean {
  const ends = (f: Finding): string[] =>
    [f.source, f.target]
      .filter((service) => service !== undefined && service.type !== 'client')
      .map((service) => (service ? serviceKey(service) : ''))
      .concat(f.shape?.service ?? []);
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
