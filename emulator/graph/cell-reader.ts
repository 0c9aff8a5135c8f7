import type { DistantBytes } from '../store/overflow';
import type { Cell } from './cell';
import type { Part } from './cells';
import { VarintReader } from './varint';

/** How much of distant bytes is fetched at once: an hour is read from hundreds of parts at the same time. */
const WINDOW_BYTES = 16 * 1024;
/** Two numbers stand before a cell. */
const MOST_HEADER_BYTES = 20;

/** Goes through the cells of a part by ascending key; of one in a file only some bytes are in memory at a time. */
export class CellReader {
  readonly #distant: DistantBytes | undefined;
  readonly #shift: number;
  #reader: VarintReader;
  /** Where the bytes at hand begin in all of them, and where in the bytes at hand the next cell begins. */
  #first = 0;
  #nextCell = 0;
  #key = 0;
  #done = false;

  constructor({ cells, shift }: Part) {
    const isHere = Buffer.isBuffer(cells);
    this.#distant = isHere ? undefined : cells;
    this.#reader = new VarintReader(isHere ? cells : Buffer.alloc(0), 0);
    this.#shift = shift;
  }

  /** The key of the cell at hand. */
  get key(): number {
    return this.#key;
  }

  /** No cell is left. */
  get done(): boolean {
    return this.#done;
  }

  /** Goes on to the next cell; false when there is none. */
  next(): boolean {
    this.#reader.at = this.#nextCell;
    this.#fetch(MOST_HEADER_BYTES);
    this.#done = this.#reader.done;
    if (this.#done) return false;
    this.#key += this.#reader.read();
    const length = this.#reader.read();
    this.#fetch(length);
    this.#nextCell = this.#reader.at + length;
    return true;
  }

  /** Adds the cell at hand to another, once. */
  addTo(cell: Cell): void {
    cell.addFrom(this.#reader, this.#shift);
  }

  /** Makes sure that so many bytes are at hand, or all that are left. */
  #fetch(bytes: number): void {
    const distant = this.#distant;
    const from = this.#first + this.#reader.at;
    const end = this.#first + this.#reader.length;
    if (!distant || from + bytes <= end || end === distant.length) return;
    const window = Buffer.allocUnsafe(Math.min(Math.max(WINDOW_BYTES, bytes), distant.length - from));
    distant.read(window, from);
    this.#reader = new VarintReader(window, 0);
    this.#first = from;
  }
}
