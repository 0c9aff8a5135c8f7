import type { FindingKind } from '../../analysis/model/assessment';
import type { Finding, Incident } from '../../analysis/model/finding';
import type { StepRecord } from '../../analysis/model/record';

/** An incident that people are told of: when it was first told, all it ever held and whom it suspected, best first. */
export interface Told {
  readonly id: string;
  readonly detectedAt: number;
  readonly findings: readonly Finding[];
  readonly origins: Incident['origins'];
}

/** Follows the incidents through the records of a course. Those of severity `info` wake nobody and are left out. */
export class IncidentBook {
  readonly #told = new Map<string, Told>();

  add({ transitions }: StepRecord): void {
    for (const transition of transitions) {
      if (transition.status !== 'firing' || transition.severity === 'info') continue;
      if (transition.type === 'incident')
        this.#take(transition.id, transition.detectedAt, { incident: transition });
      else if (transition.incidentId !== undefined)
        this.#take(transition.incidentId, transition.detectedAt, { finding: transition });
    }
  }

  /** In the order in which they were told. */
  get told(): readonly Told[] {
    return [...this.#told.values()];
  }

  #take(
    id: string,
    detectedAt: number,
    { incident, finding }: { incident?: Incident; finding?: Finding },
  ): void {
    const before = this.#told.get(id) ?? { id, detectedAt, findings: [], origins: [] };
    this.#told.set(id, {
      ...before,
      findings: finding ? [...before.findings, finding] : before.findings,
      origins: incident?.origins ?? before.origins,
    });
  }
}

/** Kinds of the findings of some incidents, each with the number of incidents that hold one. */
export function kindsOf(told: readonly Told[]): ReadonlyMap<FindingKind, number> {
  const counts = new Map<FindingKind, number>();
  for (const { findings } of told)
    for (const kind of new Set(findings.map((f) => f.kind))) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return counts;
}
