import { decodeGraph } from '../../../analysis/graph/decode';
import { rulesOf } from '../../../analysis/graph/naming';
import { advance, type LineState, newLine, step } from '../../../analysis/line';
import type { Finding, Transition } from '../../../analysis/model/finding';
import type { Read } from '../../../analysis/model/read';
import type { StepRecord } from '../../../analysis/model/record';
import { serviceOfKey } from '../../../analysis/model/service';
import type { Settings } from '../../../analysis/model/settings';
import { origin, unfading } from '../../laws/drive';
import { normalFrom, randomFrom } from '../../laws/random';
import { statisticsOf } from '../../laws/xray';

/** Calls of a window from one service key to another: how many on average, and how long they take on average. */
export type Link = readonly [source: string, target: string, calls: number, seconds?: number];

/** One page in which these calls happened, counts and times scattered about their averages. */
export function pageOf(links: readonly Link[], random: () => number): object[] {
  const keys = [...new Set(links.flatMap(([source, target]) => [source, target] as const))];
  const drawn = links.map(([source, target, calls, seconds = 0.1]) => {
    const count = calls <= 2 ? calls : Math.max(0, Math.round(calls + 0.1 * calls * normalFrom(random)));
    const times = Array.from({ length: count }, () => seconds * Math.exp(0.3 * normalFrom(random)));
    return { source, target, ...statisticsOf({ seconds: times }) };
  });
  return keys.map((key, reference) => {
    const { name, type } = serviceOfKey(key);
    const edges = drawn.filter(({ source }) => source === key);
    return {
      ReferenceId: reference,
      Name: name,
      ...(type ? { Type: type } : {}),
      State: 'unknown',
      Edges: edges.map(({ target, ...rest }) => ({ ReferenceId: keys.indexOf(target), ...rest })),
    };
  });
}

/** A line over windows of such calls. Half of its windows learn before it judges. */
export class LinkLine {
  state: LineState = newLine('links', origin);
  readonly records: StepRecord[] = [];
  readonly settings: Settings;
  readonly #random: () => number;
  #index = 0;

  constructor(settings: Settings = unfading, seed = 1) {
    this.settings = settings;
    this.#random = randomFrom(seed);
  }

  /** Settles so many windows, each after its early look where that is asked. */
  settle(windows: number, links: readonly Link[], early = false): this {
    for (let i = 0; i < windows; i += 1) {
      const page = pageOf(links, this.#random);
      if (early) this.look(page, 'presence', 60);
      this.look(page, 'settlement', 180);
      this.#index += 1;
    }
    return this;
  }

  /** One read of the window that is due; what it found is in the records. */
  look(page: object[], kind: Read['kind'], lagSeconds: number): StepRecord {
    const start = origin + this.#index * this.settings.windowSeconds;
    const window = { start, end: start + this.settings.windowSeconds };
    const decoded = decodeGraph([page], window, rulesOf(this.settings));
    const look = { read: { window, kind, lagSeconds }, gap: false, decoded } as const;
    const { record } = step(this.state, look, [], this.settings);
    this.state = advance(this.state, record, [], this.settings);
    this.records.push(record);
    return record;
  }

  told(): Transition[] {
    return this.records.flatMap(({ transitions }) => transitions);
  }

  /** Findings that fired, `kind target`, in order. */
  fired(): string[] {
    return this.findings('firing').map(({ kind, target }) => `${kind} ${target.name}`);
  }

  findings(status: Finding['status']): Finding[] {
    return this.told().filter((t): t is Finding => t.type === 'finding' && t.status === status);
  }
}
