import type { Telling } from '../../analysis/explain/alert';
import { leadOf } from '../../analysis/explain/lead';
import type { TraceEvidence } from '../../analysis/explain/messages';
import type { CallFacts } from '../../analysis/model/call-facts';
import type { Finding } from '../../analysis/model/finding';
import type { NewShape } from '../../analysis/model/trace-shape';
import type { TimeWindow } from '../../analysis/model/window';
import type { WatchSettings } from '../settings';
import { describe } from './novelty';
import type { EvidenceTrace, Traces } from './ports';

/** Trace ids shown in one alert. */
const shown = 3;

/** What was found for each incident, and how many traces X-Ray scanned for it. */
export interface Gathered {
  readonly evidence: ReadonlyMap<string, TraceEvidence>;
  readonly scanned: number;
  /** What the calls of new dependencies do, by finding. */
  readonly calls: ReadonlyMap<string, CallFacts>;
  /** Documents of traces that could not be read. */
  readonly rejects: number;
}

/**
 * Looks for example traces of the incidents that are told of now. An X-Ray that does not answer costs the examples,
 * never the alert: the text says why there are none.
 */
export async function gatherEvidence(
  traces: Traces,
  told: readonly Telling[],
  window: TimeWindow,
  settings: WatchSettings,
): Promise<Gathered> {
  const evidence = new Map<string, TraceEvidence>();
  const calls = new Map<string, CallFacts>();
  let [scanned, rejects] = [0, 0];
  for (const { incident, findings, stage } of told) {
    if (stage === 'resolved') continue;
    const lead = leadOf(incident, findings);
    const answer = await ask(traces, lead, window, settings.evidenceTraces);
    const asked = findings.filter(
      (f) => f.kind === 'new-edge' && f.calls === undefined && f.source?.type !== 'client',
    );
    const novelty = await describe(traces, asked, answer.summaries, settings);
    for (const [id, facts] of novelty.calls) calls.set(id, facts);
    scanned += answer.scanned + novelty.read;
    rejects += novelty.rejects;
    const { noCalls } = novelty;
    evidence.set(incident.id, noCalls === undefined ? answer.found : { ...answer.found, noCalls });
  }
  return { evidence, scanned, calls, rejects };
}

/** A new trace shape comes with the traces that showed it. */
const examplesOf = ({ examples }: NewShape): Answer => ({
  found: { traces: examples, noTraces: '' },
  scanned: 0,
  summaries: [],
});

interface Answer {
  readonly found: TraceEvidence;
  readonly scanned: number;
  readonly summaries: readonly EvidenceTrace[];
}

async function ask(traces: Traces, lead: Finding, window: TimeWindow, limit: number): Promise<Answer> {
  if (lead.shape && lead.shape.examples.length > 0) return examplesOf(lead.shape);
  const without = (noTraces: string) => ({ found: { traces: [], noTraces }, scanned: 0, summaries: [] });
  if (limit === 0) return without('looking for traces is switched off (evidenceTraces 0)');
  if (lead.kind === 'vanished-edge') return without('a call that stopped leaves no trace');
  const source = lead.source && lead.source.type !== 'client' ? { source: lead.source.name } : {};
  try {
    const { traces: found, scanned } = await traces.traceSummaries({
      window,
      ...source,
      target: lead.target.name,
      limit,
    });
    const ids = best(found, lead).map((trace) => trace.id);
    const noTraces = 'X-Ray had no trace summary for it in this window';
    return { found: { traces: ids, noTraces }, scanned, summaries: found };
  } catch (cause) {
    return without(`X-Ray did not answer: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}

/** The traces that show the finding best: failed ones for failures, the slowest for latency, else the newest. */
function best(found: readonly EvidenceTrace[], lead: Finding): readonly EvidenceTrace[] {
  const fails = (trace: EvidenceTrace): number =>
    Number(trace.fault) + Number(trace.error) + Number(trace.throttle);
  const order = (a: EvidenceTrace, b: EvidenceTrace): number => {
    if (lead.kind === 'latency') return b.durationSeconds - a.durationSeconds;
    if (lead.kind.endsWith('-ratio')) return fails(b) - fails(a) || b.startTime - a.startTime;
    return b.startTime - a.startTime;
  };
  return [...found].sort(order).slice(0, shown);
}
