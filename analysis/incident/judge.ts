import { acknowledgedBy } from '../decide/endings';
import { type Assessment, familyOfKind } from '../model/assessment';
import type { Baseline } from '../model/baseline';
import type { Word } from '../model/decision';
import type { Finding, Incident, Transition } from '../model/finding';
import type { Family, Observation } from '../model/observation';
import type { Open, Withheld } from '../model/record';
import { serviceKey } from '../model/service';
import { splitSubjectKey } from '../model/subject';
import { type Group, groupFindings } from './grouping';
import { carryIncident, type Members, openIncident } from './incidents';
import { type JudgingContext, live } from './lifecycle';
import { rankOrigins } from './origins';
import { heardAgain, isReminderDue, recurring } from './recurrence';
import { reachesOf, type Topology, topologyOf } from './topology';

/** What a judgement changes: state, transitions in the order they are told, and what may not teach. */
export interface Judgement {
  readonly open: Open;
  readonly transitions: readonly Transition[];
  readonly withheld: readonly Withheld[];
}

/** What was seen and what is known when a read is judged. */
export interface Evidence {
  readonly assessments: readonly Assessment[];
  readonly observations: readonly Observation[];
  readonly baseline: Baseline;
}

/**
 * Turns the assessments of one read into transitions of findings and incidents. Every firing finding belongs to
 * exactly one incident. Pure: equal inputs give equal transitions.
 */
export function judge(open: Open, evidence: Evidence, context: JudgingContext): Judgement {
  const { assessments, observations, baseline } = evidence;
  const lives = live(open.findings, assessments, context);
  if (lives.open.length === 0 && lives.changed.length === 0 && open.incidents.length === 0) {
    return { open, transitions: [], withheld: [] };
  }
  const topology = topologyOf([...baseline.known.keys(), ...observations.map((o) => o.subject)]);
  const { window } = context.read;
  const rank = (findings: readonly Finding[]) =>
    rankOrigins(findings, { window, observations, baseline, topology });
  const begun = lives.changed.filter((f) => f.status === 'firing');
  const firing = lives.open.filter((f) => f.status === 'firing' && f.incidentId !== undefined);
  const calmBefore = new Set(
    open.findings.filter((f) => f.status === 'firing' && f.calm > 0).map((f) => f.id),
  );
  const returned = returnedOf(calmBefore, lives.open, assessments);
  const together = context.settings.windowSeconds * context.settings.confirm.windows;
  const groups = groupFindings(begun, firing, open.incidents, topology, together).map((group) =>
    group.joins ? group : { ...group, led: ledBy(group, firing, returned, topology) },
  );
  const incidentOf = new Map<string, string>();
  const fresh = groups.flatMap((group) => {
    const own = group.joins ? undefined : openIncident(group, context.scope, context.read, rank);
    const joins = group.joins ?? open.incidents.find((i) => i.key === own?.key)?.id;
    const incident = joins || !own ? undefined : recurring(own, open.ended ?? [], context.settings);
    for (const f of [...group.findings, ...(group.led ?? [])])
      incidentOf.set(f.id, joins ?? incident?.id ?? '');
    return incident ? [incident] : [];
  });
  const assigned = (f: Finding): Finding => {
    const incidentId = incidentOf.get(f.id) ?? f.incidentId;
    return incidentId === undefined ? f : { ...f, incidentId };
  };
  const findings = lives.open.map(assigned);
  const changed = lives.changed.map(assigned);
  const members = (id: string): Members => {
    const own = [...findings, ...changed.filter((f) => f.status === 'resolved')];
    const inIt = own.filter((f) => f.incidentId === id);
    const origin = open.incidents.find((incident) => incident.id === id)?.origins[0];
    const atOrigin = inIt.filter((f) => origin && serviceKey(f.target) === serviceKey(origin));
    const cause = atOrigin.length > 0 ? atOrigin : inIt;
    const wasCalm = firing.filter((f) => cause.some((c) => c.id === f.id)).every((f) => calmBefore.has(f.id));
    return { members: inIt, back: wasCalm && cause.some((f) => returned.has(f.id)) };
  };
  const carried = open.incidents.map((i) => {
    const own = members(i.id);
    const word = i.acknowledged ? undefined : acknowledgedBy(context.words ?? [], i, own.members);
    const next = heardAgain(carryIncident(word ? takenOn(i, word) : i, own, context.read, rank));
    return isReminderDue(next, window.end, context.settings) ? reminded(next, window.end) : next;
  });
  const changedIncidents = [...carried.filter((incident, i) => incident !== open.incidents[i]), ...fresh];
  return {
    open: { findings, incidents: [...carried.filter((i) => i.status !== 'resolved'), ...fresh] },
    transitions: [...changed, ...changedIncidents],
    withheld: withheldBy([...findings, ...changed.filter(isEndedRename)], topology),
  };
}

/** An incident that somebody took on, as a revision of its own. */
const takenOn = (incident: Incident, { by, at, reason }: Word): Incident => ({
  ...incident,
  revision: incident.revision + 1,
  acknowledged: { by, at, reason },
});

/** An incident of which people are reminded, as a revision of its own. */
const reminded = (incident: Incident, now: number): Incident => ({
  ...incident,
  revision: incident.revision + 1,
  detectedAt: now,
  reminders: (incident.reminders ?? 0) + 1,
});

/** A rename that ends withholds once more: the silence of the old name that it explained is no habit. */
const isEndedRename = ({ kind, status }: Finding): boolean => kind === 'rename' && status === 'resolved';

/** Findings that were calm and are, beyond doubt, there again. */
function returnedOf(
  calm: ReadonlySet<string>,
  now: readonly Finding[],
  assessments: readonly Assessment[],
): ReadonlySet<string> {
  const certain = new Set(assessments.filter((a) => a.certain).map((a) => `${a.kind} ${a.subject}`));
  const back = now.filter((f) => calm.has(f.id) && f.calm === 0 && certain.has(`${f.kind} ${f.subject}`));
  return new Set(back.map((f) => f.id));
}

/** Symptoms left over from another incident that came back because of what begins now: they change incidents. */
function ledBy(
  group: Group,
  firing: readonly Finding[],
  returned: ReadonlySet<string>,
  topology: Topology,
): Finding[] {
  const reaches = [...reachesOf(group.findings, topology).values()];
  return firing.filter(
    (f) =>
      returned.has(f.id) &&
      reaches.some(({ subjects }) => subjects.get(f.subject)?.has(familyOfKind(f.kind))),
  );
}

/**
 * What the open findings keep from teaching: their own signals and those they explain, sorted by subject. Families
 * that different findings withhold stand apart, because each waits for its own findings.
 */
function withheldBy(findings: readonly Finding[], topology: Topology): Withheld[] {
  const bySubject = new Map<string, Map<Family, string[]>>();
  const reaches = reachesOf(findings, topology);
  for (const finding of [...findings].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const isNew = finding.kind === 'new-edge' || finding.kind === 'new-node';
    for (const [subject, families] of reaches.get(finding.id)?.subjects ?? []) {
      if (isNew && !ownedBy(finding, subject)) continue;
      const byFamily = bySubject.get(subject) ?? new Map<Family, string[]>();
      for (const family of isNew ? (['presence'] as const) : families) {
        if (family === 'shape') continue;
        const ids = byFamily.get(family);
        if (ids) ids.push(finding.id);
        else byFamily.set(family, [finding.id]);
      }
      bySubject.set(subject, byFamily);
    }
  }
  return [...bySubject]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([subject, byFamily]) => withheldOf(subject, byFamily));
}

function withheldOf(subject: string, byFamily: ReadonlyMap<Family, readonly string[]>): Withheld[] {
  const apart = new Map<string, { families: Family[]; findings: readonly string[] }>();
  for (const [family, findings] of [...byFamily].sort(([a], [b]) => (a < b ? -1 : 1))) {
    const ids = findings.join();
    const same = apart.get(ids);
    if (same) same.families.push(family);
    else apart.set(ids, { families: [family], findings });
  }
  return [...apart.values()].map((entry) => ({ subject, ...entry }));
}

/** A new edge stays open until a person decides, so that it keeps nothing but itself from teaching. */
const ownedBy = (finding: Finding, subject: string): boolean =>
  subject === finding.subject || subject === splitSubjectKey(finding.subject).target;
