import { PackedTexts } from '../store/packed';
import { DueQueue } from './due-queue';

/**
 * Documents that a fault holds back until their time.
 * Sixteen bytes of each stay in memory; the texts are packed and beyond `memoryBytes` in a temporary file, which is
 * given back whenever nobody waits.
 */
export class WaitingRoom {
  readonly #memoryBytes: number;
  readonly #queue = new DueQueue();
  #texts: PackedTexts | undefined;

  constructor(memoryBytes: number) {
    this.#memoryBytes = memoryBytes;
  }

  get size(): number {
    return this.#queue.size;
  }

  /** @param due epoch seconds */
  hold(text: string, due: number): void {
    this.#texts ??= new PackedTexts(this.#memoryBytes);
    this.#queue.add(due, this.#texts.append(text));
  }

  /** Lets those out that are due, in the order of their times; of equal times in the order in which they came. */
  *due(now: number): Generator<string> {
    while (this.#texts && this.#queue.nextDue <= now) {
      const text = this.#texts.read(this.#queue.take() ?? 0);
      if (this.#queue.size === 0) this.close();
      yield text;
    }
  }

  /** Forgets the texts. */
  close(): void {
    this.#texts?.close();
    this.#texts = undefined;
  }
}
