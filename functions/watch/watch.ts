import { learningProgress } from '../../analysis/baseline/learners';
import { withEvidence } from '../../analysis/day';
import { dueReads } from '../../analysis/due';
import { messagesOf } from '../../analysis/explain/messages';
import { isForPeople, tellings } from '../../analysis/explain/tellings';
import { rulesOf } from '../../analysis/graph/naming';
import { suggestedRules } from '../../analysis/graph/suggest';
import { advance, type LineState, type Look } from '../../analysis/line';
import type { Read } from '../../analysis/model/read';
import type { StepRecord } from '../../analysis/model/record';
import type { WatchSettings } from '../settings';
import { deliver } from './deliver';
import { gatherEvidence } from './evidence';
import { joined } from './joined';
import { isGone, lookAt } from './look';
import { withCalls } from './novelty';
import { type Lease, LeaseLost, type Ports } from './ports';
import { preflightRecord } from './preflight';
import { type Recalled, recall } from './recall';
import { emptyReport, type RunReport, reportRecord, withOpen } from './report';

/** What stays in a warm process between two runs of a scope: the state of the line after its last record. */
export interface Warm {
  recalled?: Recalled;
}

/** Gaps written in one record at most. */
const mostGaps = 500;

/**
 * One run of a scope: completes what an earlier run left, then reads, judges, remembers and tells every window
 * that is due, in order, until none is left or the run's time is up. Whoever loses a commit or its lease throws
 * its own work away. Rejects when X-Ray or the store do not answer after their retries; the next run goes on.
 */
export async function watch(
  ports: Ports,
  settings: WatchSettings,
  owner: string,
  warm: Warm = {},
): Promise<RunReport> {
  const startedAt = ports.now();
  const lease = await ports.memory.acquire(owner, startedAt, settings.runSeconds + 60);
  if (lease === undefined) return emptyReport(settings.scope, 'busy');
  const run = new Run(ports, settings, lease, startedAt + settings.runSeconds);
  try {
    return await run.go(warm);
  } catch (cause) {
    delete warm.recalled;
    if (cause instanceof LeaseLost) return { ...run.report, status: 'lost' };
    throw cause;
  } finally {
    await ports.memory.release(lease);
  }
}

class Run {
  readonly #ports: Ports;
  readonly #settings: WatchSettings;
  readonly #lease: Lease;
  readonly #deadline: number;
  report: RunReport;

  constructor(ports: Ports, settings: WatchSettings, lease: Lease, deadline: number) {
    this.#ports = ports;
    this.#settings = settings;
    this.#lease = lease;
    this.#deadline = deadline;
    this.report = emptyReport(settings.scope, 'done');
  }

  async go(warm: Warm): Promise<RunReport> {
    let recalled = await this.#recall(warm);
    this.report = withOpen(this.report, recalled.state.open);
    await this.#completeProjections(recalled.state);
    if (recalled.isNew) {
      const record = await preflightRecord(this.#ports, recalled.state, this.#settings.timeZone);
      const state = await this.#remember(recalled, record);
      if (state === undefined) return this.report;
      recalled = { ...recalled, state, isNew: false };
    }
    await this.#deliver();
    const due = dueReads(recalled.state.cursor, this.#ports.now(), this.#settings);
    for (let at = 0; at < due.length; ) {
      if (this.#ports.now() >= this.#deadline) {
        this.report = { ...this.report, status: 'outOfTime', readsLeft: due.length - at };
        break;
      }
      const reads = batchFrom(due, at, this.#ports.now());
      at += reads.length;
      const next = await this.#step(recalled, reads);
      if (next === undefined) return this.report;
      recalled = next;
    }
    warm.recalled = recalled;
    if (due.length > 0) {
      const { known } = recalled.state.baseline;
      const suggestions = suggestedRules(known.keys(), rulesOf(this.#settings));
      this.report = { ...this.report, services: learningProgress(known), suggestions };
    }
    return { ...this.report, lagSeconds: Math.max(0, this.#ports.now() - recalled.state.cursor.dueAt) };
  }

  async #recall(warm: Warm): Promise<Recalled> {
    const { memory, now } = this.#ports;
    const kept = warm.recalled;
    const newest = kept && (await memory.newest());
    if (kept && newest?.sequence === kept.state.sequence)
      return { ...kept, decisions: await memory.decisions() };
    return recall(memory, this.#settings, now());
  }

  /** Every run begins by completing what the last committed record still has to project. */
  async #completeProjections(state: LineState): Promise<void> {
    const { memory } = this.#ports;
    for await (const record of memory.records(await memory.projected())) {
      await memory.project(this.#lease, record, state.baseline.known);
    }
  }

  async #step(recalled: Recalled, reads: readonly Read[]): Promise<Recalled | undefined> {
    const { traces, publisher, now } = this.#ports;
    const { state } = recalled;
    const looks: Look[] = [];
    for (const read of reads) looks.push(await lookAt(traces, read, this.#settings, now()));
    const draft = joined(state, looks, recalled.decisions, this.#settings);
    const window = (reads.at(-1) ?? draft.entries[0]?.read)?.window;
    if (window === undefined) return recalled;
    const told = tellings(state.open, draft).filter(isForPeople);
    const found = await gatherEvidence(traces, told, window, this.#settings);
    const described = withEvidence(withCalls(draft, found.calls), found.scanned);
    const lagSeconds = Math.max(0, Math.round(now() - described.cursor.dueAt));
    const wording = { ...this.#settings, lagSeconds };
    const messages = messagesOf(state, described, found.evidence, wording, publisher.formats);
    const record = { ...described, messages };
    this.report = reportRecord(this.report, record, found);
    const after = await this.#remember({ ...recalled, state }, record);
    if (after === undefined) return undefined;
    await this.#deliver(record.messages.length > 0);
    const snapshotWatermark = await this.#snapshot(state, after, recalled.snapshotWatermark);
    return { ...recalled, state: after, snapshotWatermark };
  }

  /** Commits, then projects. Undefined when another run wrote this number first: its word stands, ours is dropped. */
  async #remember(recalled: Recalled, record: StepRecord): Promise<LineState | undefined> {
    if ((await this.#ports.memory.commit(this.#lease, record)) === 'lost') {
      this.report = { ...this.report, status: 'lost' };
      return undefined;
    }
    const state = advance(recalled.state, record, recalled.decisions, this.#settings);
    await this.#ports.memory.project(this.#lease, record, state.baseline.known);
    return state;
  }

  async #deliver(any = true): Promise<void> {
    if (!any) return;
    const { sent, undelivered } = await deliver(this.#ports);
    this.report = { ...this.report, messagesSent: this.report.messagesSent + sent, undelivered };
  }

  /** Saves a snapshot whenever the line crosses a multiple of `snapshotSeconds`. */
  async #snapshot(before: LineState, after: LineState, former: number): Promise<number> {
    const period = (state: LineState): number =>
      Math.floor(state.cursor.dueAt / this.#settings.snapshotSeconds);
    if (period(before) === period(after)) return former;
    const outcome = await this.#ports.memory.saveSnapshot(this.#lease, after.baseline, former);
    return outcome === 'saved' ? after.baseline.watermark : former;
  }
}

/** One read, or a run of reads whose windows X-Ray has forgotten: these become one record of gaps. */
function batchFrom(due: readonly Read[], at: number, now: number): readonly Read[] {
  let end = at;
  for (let read = due[end]; read && isGone(read, now) && end - at < mostGaps; read = due[end]) end += 1;
  return due.slice(at, Math.max(end, at + 1));
}
