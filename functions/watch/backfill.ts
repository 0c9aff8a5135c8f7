import { alignUp, dueReads, newestSettled } from '../../analysis/due';
import { advance, type Look, newLine } from '../../analysis/line';
import { isRange } from '../../analysis/model/decision';
import type { Read } from '../../analysis/model/read';
import type { StepRecord } from '../../analysis/model/record';
import { splitSubjectKey } from '../../analysis/model/subject';
import type { TimeWindow } from '../../analysis/model/window';
import type { WatchSettings } from '../settings';
import { joined } from './joined';
import { lookAt } from './look';
import type { Lease, Ports } from './ports';
import { preflightRecord } from './preflight';
import { type Recalled, recall } from './recall';

/** What a backfill did. */
export interface BackfillReport {
  readonly scope: string;
  readonly windows: number;
  /** Of these, windows X-Ray had nothing of any more. */
  readonly gaps: number;
  readonly edges: number;
  readonly rejects: number;
  /** The learned stretch in epoch seconds. */
  readonly from: number;
  readonly to: number;
}

export interface BackfillOptions {
  /** Days of history, 1..30. */
  readonly days: number;
  /** Names this run in the lease. */
  readonly owner: string;
  readonly progress?: (done: number, all: number) => void;
}

/** Nothing was changed: the scope has been watched already, or another run holds it. */
export class BackfillRefused extends Error {
  override readonly name = 'BackfillRefused';
}

/** Windows kept in one record: six hours of 5-minute windows. */
const windowsInRecord = 72;
/** Windows asked for at the same time; X-Ray publishes no limit and throttles. */
const concurrentReads = 4;
/** A broken-off backfill blocks the scope for so long. Seconds. */
const leaseSeconds = 300;

/**
 * Teaches a new scope from X-Ray's history: `days` before the newest settled window, in learning mode, so that the
 * first day is not blind. One that was broken off goes on where it stopped.
 * @throws BackfillRefused when the scope has judged windows already, or another run holds it
 */
export async function backfill(
  ports: Ports,
  settings: WatchSettings,
  options: BackfillOptions,
): Promise<BackfillReport> {
  const held = await hold(ports, settings, options);
  try {
    let { recalled, range } = await begin(ports, settings, { ...options, lease: held });
    await completeProjections(ports, held, recalled);
    const schedule = { ...settings, presenceLagsSeconds: [] };
    const reads = dueReads(recalled.state.cursor, range.end + settings.settleLagSeconds, schedule);
    let rejects = 0;
    let gaps = 0;
    for (let at = 0; at < reads.length; at += windowsInRecord) {
      const lease = await hold(ports, settings, options);
      const batch = reads.slice(at, at + windowsInRecord);
      const { next, record } = await learn(ports, settings, { recalled, reads: batch, lease });
      recalled = next;
      rejects += record.entries.flatMap((entry) => entry.rejects).reduce((sum, { count }) => sum + count, 0);
      gaps += record.entries.filter((entry) => entry.gap).length;
      options.progress?.(at + batch.length, reads.length);
    }
    const { baseline } = recalled.state;
    const lease = await hold(ports, settings, options);
    if (reads.length > 0) await ports.memory.saveSnapshot(lease, baseline, recalled.snapshotWatermark);
    const edges = [...baseline.known.keys()].filter(
      (subject) => splitSubjectKey(subject).kind !== 'node',
    ).length;
    return {
      scope: settings.scope,
      windows: reads.length,
      gaps,
      edges,
      rejects,
      from: range.start,
      to: range.end,
    };
  } finally {
    await ports.memory.release(await hold(ports, settings, options));
  }
}

async function hold(
  { memory, now }: Ports,
  settings: WatchSettings,
  options: BackfillOptions,
): Promise<Lease> {
  const lease = await memory.acquire(options.owner, now(), leaseSeconds);
  if (lease) return lease;
  throw new BackfillRefused(`another run of ${settings.scope} is at work; try again when it has ended`);
}

/** Takes a decision to learn the stretch, or finds the one of a backfill that was broken off. */
async function begin(
  ports: Ports,
  settings: WatchSettings,
  { days, lease }: BackfillOptions & { readonly lease: Lease },
): Promise<{ recalled: Recalled; range: TimeWindow }> {
  const { memory, now } = ports;
  const recalled = await recall(memory, settings, now());
  const earlier = recalled.decisions.filter(isRange).find((d) => d.by === 'backfill' && d.verb === 'learn');
  const broken = earlier && recalled.state.cursor.dueAt < earlier.range.end + settings.settleLagSeconds;
  if (earlier && broken && !recalled.isNew) return { recalled, range: earlier.range };
  if (!recalled.isNew) {
    throw new BackfillRefused(
      `${settings.scope} is watched already; history goes before the first run: begin anew with another scope or store`,
    );
  }
  const end = newestSettled(now(), settings) + settings.windowSeconds;
  const start = alignUp(Math.max(end - days * 86_400, now() - 30 * 86_400), settings.windowSeconds);
  const range = { start, end };
  const reason = `tracenorm backfill --days ${days}`;
  await memory.decide({
    id: `backfill-${start}-${end}`,
    verb: 'learn',
    range,
    by: 'backfill',
    at: now(),
    reason,
  });
  const decisions = await memory.decisions();
  const state = newLine(settings.scope, start);
  const record = await preflightRecord(ports, state, settings.timeZone);
  await keep(ports, lease, record, settings.scope);
  return { recalled: { ...recalled, decisions, state: advance(state, record, decisions, settings) }, range };
}

/** The first record's message, and what a broken-off backfill committed and did not project. */
async function completeProjections({ memory }: Ports, lease: Lease, { state }: Recalled): Promise<void> {
  for await (const record of memory.records(await memory.projected()))
    await memory.project(lease, record, state.baseline.known);
}

async function learn(
  ports: Ports,
  settings: WatchSettings,
  { recalled, reads, lease }: { recalled: Recalled; reads: readonly Read[]; lease: Lease },
): Promise<{ next: Recalled; record: StepRecord }> {
  const before = recalled.state;
  // Traces of weeks would be billed at once; shapes are learned from the first watched window on.
  const graphOnly = { ...settings, shapeTraces: 0 };
  const looks: Look[] = [];
  for (let at = 0; at < reads.length; at += concurrentReads) {
    const together = reads.slice(at, at + concurrentReads);
    looks.push(
      ...(await Promise.all(together.map((read) => lookAt(ports.traces, read, graphOnly, ports.now())))),
    );
  }
  const record = joined(before, looks, recalled.decisions, settings);
  await keep(ports, lease, record, settings.scope);
  const state = advance(before, record, recalled.decisions, settings);
  await ports.memory.project(lease, record, state.baseline.known);
  return { next: { ...recalled, state }, record };
}

async function keep({ memory }: Ports, lease: Lease, record: StepRecord, scope: string): Promise<void> {
  if ((await memory.commit(lease, record)) === 'lost') {
    throw new BackfillRefused(
      `another run of ${scope} was faster; run the backfill again, it goes on where it stopped`,
    );
  }
}
