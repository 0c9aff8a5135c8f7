import type { ClosedSpan } from '../segments/span';
import { ASPECT, Cell } from './cell';
import { edgeKey, nodeKey } from './cell-key';
import { type Cells, CellsWriter } from './cells';
import { codeOf } from './kind-code';
import type { CallRow, GraphSink, LinkRow, NodeRow } from './rows';
import { milliseconds } from './tally';

/** Numbers a row takes: key, kind, sign, start, end, response, duration, age, alias. */
const WIDTH = 9;
const NOTHING = -1;
/** Few, because documents from a whole month may each begin a minute. */
const FIRST_ROWS = 4;
/** What a row may lack, in the order of the last columns. */
const OPTIONAL = [ASPECT.response, ASPECT.duration, ASPECT.age, ASPECT.alias] as const;

/** What is written down of a row; times are whole milliseconds, an alias is the number of an identity. */
interface Measures {
  readonly key: number;
  readonly kind: number;
  readonly span: ClosedSpan;
  readonly response?: number;
  readonly duration?: number;
  readonly age?: number | undefined;
  readonly alias?: number | undefined;
}

/**
 * Rows as they come, nine numbers each, to be counted later.
 * Writing one down costs next to nothing, which is what taking in documents can afford; counting them together
 * costs a few map entries a row.
 */
export class Journal implements GraphSink {
  #numbers = new Float64Array(0);
  #length = 0;
  /** +1 counts rows in, -1 takes them back. */
  sign: 1 | -1 = 1;

  get rows(): number {
    return this.#length / WIDTH;
  }

  node({ node, inferred, root, span, durationSeconds }: NodeRow): void {
    const kind = codeOf({ outcome: span.outcome, root, instrumented: !inferred });
    const duration = milliseconds(durationSeconds);
    this.#push({ key: nodeKey(node), kind, span, response: responseOf(span), duration });
  }

  call({ source, target, inferred, alias, span }: CallRow): void {
    const kind = codeOf({ outcome: span.outcome, root: false, instrumented: !inferred });
    const key = edgeKey('call', source, target);
    this.#push({ key, kind, span, response: responseOf(span), alias: alias?.index });
  }

  link({ source, target, span, ageSeconds }: LinkRow): void {
    const kind = codeOf({ outcome: 'ok', root: false, instrumented: true });
    const age = ageSeconds === undefined ? undefined : milliseconds(ageSeconds);
    this.#push({ key: edgeKey('link', source, target), kind, span, age });
  }

  /** Counts all rows, seconds relative to `base`. The journal stays as it is. */
  cells(base: number): Cells {
    const { newest, before } = this.#byKey();
    const writer = new CellsWriter();
    for (const key of [...newest.keys()].sort((a, b) => a - b)) {
      const cell = new Cell();
      for (let row = newest.get(key) ?? NOTHING; row !== NOTHING; row = before[row] ?? NOTHING) {
        this.#addRow(cell, row * WIDTH, base);
      }
      writer.write(key, cell);
    }
    return writer.cells();
  }

  /** The newest row of each key, and for each row the one of its key before it. */
  #byKey(): { newest: ReadonlyMap<number, number>; before: Int32Array } {
    const newest = new Map<number, number>();
    const before = new Int32Array(this.rows);
    for (let row = 0; row < this.rows; row++) {
      const key = this.#numbers[row * WIDTH] ?? NOTHING;
      before[row] = newest.get(key) ?? NOTHING;
      newest.set(key, row);
    }
    return { newest, before };
  }

  #addRow(cell: Cell, at: number, base: number): void {
    const sign = this.#at(at + 2);
    cell.add(ASPECT.kind, this.#at(at + 1), sign);
    cell.add(ASPECT.start, Math.floor(this.#at(at + 3)) - base, sign);
    cell.add(ASPECT.end, Math.floor(this.#at(at + 4)) - base, sign);
    for (const [place, aspect] of OPTIONAL.entries()) {
      const value = this.#at(at + 5 + place);
      if (value !== NOTHING) cell.add(aspect, value, sign);
    }
  }

  #at(position: number): number {
    return this.#numbers[position] ?? NOTHING;
  }

  #push({ key, kind, span, response, duration, age, alias }: Measures): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(Math.max(FIRST_ROWS * WIDTH, this.#length * 2));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    const numbers = this.#numbers;
    let at = this.#length;
    numbers[at++] = key;
    numbers[at++] = kind;
    numbers[at++] = this.sign;
    numbers[at++] = span.start;
    numbers[at++] = span.end;
    numbers[at++] = response ?? NOTHING;
    numbers[at++] = duration ?? NOTHING;
    numbers[at++] = age ?? NOTHING;
    numbers[at++] = alias ?? NOTHING;
    this.#length = at;
  }
}

function responseOf(span: ClosedSpan): number {
  return milliseconds(span.end - span.start);
}
