import { severities } from '../../analysis/incident/severity';
import type { Finding, Incident, Origin, Severity, Transition } from '../../analysis/model/finding';
import { findingWords } from './words';

/** What the list at the end says of one incident. */
export interface IncidentRow {
  readonly id: string;
  readonly startsAt: number;
  readonly endsAt?: number;
  readonly severity: Severity;
  readonly findings: number;
  readonly origin?: Origin;
  readonly resolution?: string;
  /** The worst finding in words. */
  readonly what: string;
}

interface Worst {
  readonly rank: number;
  readonly what: string;
}

/** Follows incidents through their transitions, keeping one row each. */
export class IncidentLog {
  readonly #rows = new Map<string, IncidentRow>();
  readonly #worst = new Map<string, Worst>();
  readonly #findings = new Set<string>();

  add(transition: Transition): void {
    if (transition.type === 'finding') this.#addFinding(transition);
    else this.#addIncident(transition);
  }

  /** In the order in which they began. */
  rows(): readonly IncidentRow[] {
    return [...this.#rows.values()].sort((a, b) => a.startsAt - b.startsAt || (a.id < b.id ? -1 : 1));
  }

  /** Findings that fired at least once. */
  get findings(): number {
    return this.#findings.size;
  }

  #addFinding(finding: Finding): void {
    if (finding.status !== 'firing' || finding.incidentId === undefined) return;
    this.#findings.add(finding.id);
    const rank = severities.indexOf(finding.severity) * 1000 + finding.score;
    const before = this.#worst.get(finding.incidentId);
    if (before === undefined || rank > before.rank) {
      this.#worst.set(finding.incidentId, { rank, what: findingWords(finding) });
    }
  }

  #addIncident(incident: Incident): void {
    const { id, startsAt, endsAt, severity, resolution, origins } = incident;
    const origin = origins[0];
    this.#rows.set(id, {
      id,
      startsAt,
      severity,
      findings: incident.findings.length,
      what: this.#worst.get(id)?.what ?? '',
      ...(endsAt === undefined ? {} : { endsAt }),
      ...(origin === undefined ? {} : { origin }),
      ...(resolution === undefined ? {} : { resolution }),
    });
  }
}
