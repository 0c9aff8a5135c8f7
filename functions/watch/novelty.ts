import { rulesOf } from '../../analysis/graph/naming';
import type { CallFacts } from '../../analysis/model/call-facts';
import type { Finding } from '../../analysis/model/finding';
import type { StepRecord } from '../../analysis/model/record';
import { callFacts } from '../../analysis/trace/call-facts';
import type { WatchSettings } from '../settings';
import type { EvidenceTrace, Traces } from './ports';

/** What was found out about the calls of new dependencies, by finding. */
export interface Described {
  readonly calls: ReadonlyMap<string, CallFacts>;
  /** Traces that were read in full; they are billed. */
  readonly read: number;
  /** Documents and calls that could not be read. */
  readonly rejects: number;
  /** Why nothing is known, where nothing is. */
  readonly noCalls?: string;
}

const nothing = (noCalls?: string): Described => ({
  calls: new Map(),
  read: 0,
  rejects: 0,
  ...(noCalls === undefined ? {} : { noCalls }),
});

/**
 * Reads the earliest of the found traces in full and says what the calls of new edges do. All new edges of an
 * incident are looked for in the same traces. An X-Ray that does not answer costs the facts, never the alert.
 */
export async function describe(
  traces: Traces,
  findings: readonly Finding[],
  found: readonly EvidenceTrace[],
  settings: Pick<WatchSettings, 'noveltyTraces' | 'aliases' | 'collapse'>,
): Promise<Described> {
  const { noveltyTraces } = settings;
  const aliases = rulesOf(settings);
  if (findings.length === 0) return nothing();
  if (noveltyTraces === 0) return nothing('reading traces is switched off (noveltyTraces 0)');
  const earliest = [...found].sort((a, b) => a.startTime - b.startTime || (a.id < b.id ? -1 : 1));
  const ids = earliest.slice(0, noveltyTraces).map((trace) => trace.id);
  if (ids.length === 0) return nothing('no example trace was found');
  try {
    const { traces: texts } = await traces.traceDocuments(ids);
    const calls = new Map<string, CallFacts>();
    let rejects = 0;
    for (const { id, source, target } of findings) {
      const reading = callFacts(texts, { ...(source ? { source } : {}), target, aliases });
      if (reading.facts) calls.set(id, reading.facts);
      rejects = Math.max(rejects, reading.rejects);
    }
    const noCalls = calls.size > 0 ? {} : { noCalls: 'the example traces hold no call to it' };
    return { calls, read: texts.length, rejects, ...noCalls };
  } catch (cause) {
    return nothing(`X-Ray did not answer: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** The record with what was found out put on its findings, those that stay open included. */
export function withCalls(record: StepRecord, calls: ReadonlyMap<string, CallFacts>): StepRecord {
  if (calls.size === 0) return record;
  const described = (finding: Finding): Finding => {
    const facts = calls.get(finding.id);
    return facts === undefined ? finding : { ...finding, calls: facts };
  };
  return {
    ...record,
    transitions: record.transitions.map((t) => (t.type === 'finding' ? described(t) : t)),
    open: { ...record.open, findings: record.open.findings.map(described) },
  };
}
