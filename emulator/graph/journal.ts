import { ASPECT, Cell } from './cell';
import { edgeKey, nodeKey } from './cell-key';
import { type Cells, CellsWriter } from './cells';
import { codeOf } from './kind-code';
import type { CallRow, GraphSink, LinkRow, NodeRow } from './rows';
import { milliseconds } from './tally';

/** Numbers a row takes: key, kind, sign, start, end, response, duration, age, alias. */
const WIDTH = 9;
const NOTHING = -1;
const FIRST_ROWS = 16;
/** What a row may lack, in the order of the last columns. */
const OPTIONAL = [ASPECT.response, ASPECT.duration, ASPECT.age, ASPECT.alias] as const;

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

  node(row: NodeRow): void {
    const kind = codeOf({ outcome: row.outcome, root: row.root, instrumented: !row.inferred });
    const [response, duration] = [milliseconds(row.responseSeconds), milliseconds(row.durationSeconds)];
    this.#push([
      nodeKey(row.node),
      kind,
      this.sign,
      row.start,
      row.end,
      response,
      duration,
      NOTHING,
      NOTHING,
    ]);
  }

  call(row: CallRow): void {
    const kind = codeOf({ outcome: row.outcome, root: false, instrumented: !row.inferred });
    const key = edgeKey('call', row.source, row.target);
    const response = milliseconds(row.responseSeconds);
    const alias = row.alias?.index ?? NOTHING;
    this.#push([key, kind, this.sign, row.start, row.end, response, NOTHING, NOTHING, alias]);
  }

  link(row: LinkRow): void {
    const kind = codeOf({ outcome: 'ok', root: false, instrumented: true });
    const key = edgeKey('link', row.source, row.target);
    const age = row.ageSeconds === undefined ? NOTHING : milliseconds(row.ageSeconds);
    this.#push([key, kind, this.sign, row.start, row.end, NOTHING, NOTHING, age, NOTHING]);
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

  #push(row: readonly number[]): void {
    if (this.#length === this.#numbers.length) {
      const larger = new Float64Array(Math.max(FIRST_ROWS * WIDTH, this.#length * 2));
      larger.set(this.#numbers);
      this.#numbers = larger;
    }
    this.#numbers.set(row, this.#length);
    this.#length += WIDTH;
  }
}
