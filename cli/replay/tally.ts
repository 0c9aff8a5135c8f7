import type { Decoded } from '../../analysis/graph/decode';
import type { Verdict } from '../../analysis/model/assessment';
import type { Decision } from '../../analysis/model/decision';
import type { StepRecord } from '../../analysis/model/record';
import type { TimeWindow } from '../../analysis/model/window';
import type { LeftOut } from './arrange';
import { IncidentLog } from './incident-log';

/** Places of bad input that are named; more are only counted. */
export const namedAtMost = 20;

/** Counts what a replay reads and judges; grows with incidents, not with windows. */
export class Tally {
  readonly incidents = new IncidentLog();
  readonly verdicts = new Map<Verdict, number>();
  readonly rejects = new Map<string, number>();
  readonly leftOut = new Map<LeftOut | 'broken', number>();
  /** Sentences about bad input, the first ones. */
  readonly named: string[] = [];
  windows = 0;
  learning = 0;
  judged = 0;
  /** Judged windows across the border of a range. */
  notTaught = 0;
  empty = 0;
  edges = 0;
  moved = 0;
  unreadable = 0;
  first: TimeWindow | undefined;
  last: TimeWindow | undefined;
  readonly #used = new Set<string>();

  /** Counts one judged or learned window. */
  add(record: StepRecord, window: TimeWindow, { graph }: Decoded): void {
    this.first ??= window;
    this.last = window;
    this.windows += 1;
    this.edges += graph.edges.length;
    if (graph.services.length === 0) this.empty += 1;
    for (const entry of record.entries) {
      if (entry.learning) this.learning += 1;
      else this.judged += 1;
      if (!entry.teaches) this.notTaught += 1;
      for (const id of entry.decisions) this.#used.add(id);
      for (const { reason, count } of entry.rejects) increase(this.rejects, reason, count);
      for (const [verdict, count] of Object.entries(entry.verdicts)) {
        increase(this.verdicts, verdict as Verdict, count);
      }
    }
    for (const transition of record.transitions) this.incidents.add(transition);
  }

  /** Counts a line that was not used. */
  leave(reason: LeftOut | 'broken', sentence: string): void {
    increase(this.leftOut, reason, 1);
    this.#name(sentence);
  }

  /** Counts a file that could not be read. */
  miss(sentence: string): void {
    this.unreadable += 1;
    this.#name(sentence);
  }

  get linesLeftOut(): number {
    return [...this.leftOut.values()].reduce((sum, n) => sum + n, 0);
  }

  /** Decisions inside whose range no window lay. */
  unused<D extends Decision>(decisions: readonly D[]): readonly D[] {
    return decisions.filter((decision) => !this.#used.has(decision.id));
  }

  #name(sentence: string): void {
    if (this.named.length < namedAtMost) this.named.push(sentence);
  }
}

const increase = <K>(counts: Map<K, number>, key: K, by: number): void => {
  counts.set(key, (counts.get(key) ?? 0) + by);
};
