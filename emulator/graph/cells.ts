import type { DistantBytes } from '../store/overflow';
import { Cell } from './cell';
import { CellReader } from './cell-reader';
import { VarintReader, VarintWriter } from './varint';

/**
 * Counts of many nodes and edges as bytes: for each, by ascending key, the key's distance from the one before, the
 * length of its cell, and the cell. They add up: the sum of two parts is what all of it would have counted, in
 * any order and also when a part takes back what another gave.
 */
export type Cells = Buffer;

/** Cells to be added to others, and by how many seconds the times in them are to be moved. */
export interface Part {
  readonly cells: Cells | DistantBytes;
  readonly shift: number;
}

/** Writes cells one by one, by ascending key; one in which nothing is left is not written. */
export class CellsWriter {
  readonly #writer = new VarintWriter();
  readonly #body = new VarintWriter();
  #before = 0;

  write(key: number, cell: Cell): void {
    this.#body.clear();
    cell.writeTo(this.#body);
    if (this.#body.length <= 1) return;
    this.#writer.write(key - this.#before);
    this.#before = key;
    this.#writer.write(this.#body.length);
    this.#writer.append(this.#body);
  }

  cells(): Cells {
    return this.#writer.bytes();
  }
}

/** Where the cell of a key begins. */
export interface Place {
  readonly key: number;
  readonly at: number;
}

/** The places of all cells, by ascending key; the cells themselves are not read. */
export function* placesIn(cells: Cells): Generator<Place> {
  const reader = new VarintReader(cells, 0);
  for (let key = 0; !reader.done; ) {
    key += reader.read();
    const length = reader.read();
    yield { key, at: reader.at };
    reader.at += length;
  }
}

/** Reads the cell at a place. */
export function cellAt(cells: Cells, at: number): Cell {
  const cell = new Cell();
  cell.addFrom(new VarintReader(cells, at), 0);
  return cell;
}

/**
 * Adds parts up, in time proportional to what is in them, and reads all of them at the same time, cell by cell (a
 * merge of sorted lists).
 * @param final true when nothing will be taken back from the sum: cells in which nothing is left go, and of the
 * seconds only the first and the last stay
 */
export function sumOf(parts: readonly Part[], final: boolean): Cells {
  const writer = new CellsWriter();
  let readers = parts.map((part) => new CellReader(part)).filter((reader) => reader.next());
  while (readers.length > 0) {
    const key = readers.reduce((least, reader) => Math.min(least, reader.key), Number.POSITIVE_INFINITY);
    const cell = new Cell();
    let ended = false;
    for (const reader of readers) {
      if (reader.key !== key) continue;
      reader.addTo(cell);
      ended = !reader.next() || ended;
    }
    if (ended) readers = readers.filter((reader) => !reader.done);
    if (final && cell.rows <= 0) continue;
    if (final) cell.forgetSecondsBetween();
    writer.write(key, cell);
  }
  return writer.cells();
}
