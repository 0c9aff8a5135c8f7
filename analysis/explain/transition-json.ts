import { aliasesFor } from '../incident/rename/aliases';
import type { CallFacts } from '../model/call-facts';
import type { Finding, Incident, Transition } from '../model/finding';
import type { Rename } from '../model/rename';
import { serviceOfKey } from '../model/service';
import type { NewShape } from '../model/trace-shape';
import { iso } from '../model/window';

/**
 * A transition as it is written for others: times in ISO 8601 UTC, members in a fixed order, nothing internal.
 * Every member is explained in docs/data-format.md. Equal transitions give equal bytes.
 */
export function transitionJson(transition: Transition): Readonly<Record<string, unknown>> {
  switch (transition.type) {
    case 'finding':
      return findingJson(transition);
    case 'incident':
      return incidentJson(transition);
  }
}

const findingJson = (finding: Finding): Readonly<Record<string, unknown>> => ({
  ...head(finding),
  kind: finding.kind,
  ...judgement(finding),
  ...present({ incidentId: finding.incidentId, source: finding.source }),
  target: finding.target,
  observed: finding.observed,
  expected: finding.expected,
  score: finding.score,
  why: finding.why,
  ...present({
    calls: finding.calls && callsJson(finding.calls),
    shape: finding.shape && shapeJson(finding.shape),
    rename: finding.rename && renameJson(finding.rename),
    seenLate: finding.seenLate,
    denied: finding.denied,
    resolution: finding.resolution,
  }),
});

const callsJson = ({ first, ...facts }: CallFacts): Readonly<Record<string, unknown>> => ({
  ...facts,
  first: { ...first, at: iso(first.at) },
});

const shapeJson = ({ service, services, ...facts }: NewShape): Readonly<Record<string, unknown>> => ({
  ...present({ service: service && serviceOfKey(service) }),
  services: services.map(serviceOfKey),
  ...facts,
});

const renameJson = (rename: Rename): Readonly<Record<string, unknown>> => ({
  services: rename.services.map(({ from, to }) => ({ from: serviceOfKey(from), to: serviceOfKey(to) })),
  edges: rename.edges.length,
  aliases: aliasesFor(rename),
});

const incidentJson = (incident: Incident): Readonly<Record<string, unknown>> => ({
  ...head(incident),
  ...judgement(incident),
  findings: incident.findings,
  origins: incident.origins,
  ...present({
    reminders: incident.reminders,
    recurrence: incident.recurrence && {
      ...incident.recurrence,
      since: iso(incident.recurrence.since),
    },
    quiet: incident.quiet,
    acknowledged: incident.acknowledged && {
      ...incident.acknowledged,
      at: iso(incident.acknowledged.at),
    },
    resolution: incident.resolution,
  }),
});

const head = ({ type, key, id, status, revision }: Transition) => ({ type, key, id, status, revision });

const judgement = ({ startsAt, endsAt, detectedAt, severity, confidence }: Transition) => ({
  startsAt: iso(startsAt),
  ...(endsAt === undefined ? {} : { endsAt: iso(endsAt) }),
  detectedAt: iso(detectedAt),
  severity,
  confidence,
});

const present = (members: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
