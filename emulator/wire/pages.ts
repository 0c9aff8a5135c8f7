import { createHash } from 'node:crypto';
import { invalidRequest } from './failure';
import { type JsonObject, textIn } from './json';

const SHELVED_ANSWERS = 64;
/** What an item of most answers takes, about. */
const BYTES_PER_ITEM = 1024;

/** A whole answer, and what it takes in memory, about. */
export interface Weighed<T> {
  readonly items: readonly T[];
  readonly bytes: number;
}

interface Shelved extends Weighed<unknown> {
  readonly question: string;
}

/** One page of an answer; without `nextToken` it is the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * Splits long answers into pages and remembers the rest for whoever comes back with a NextToken.
 * The whole answer is shelved when its first page is asked for, so data that arrives between two pages
 * cannot renumber what the first page already said. The newest 64 answers are kept, as many as fit, and always the
 * newest; a token may be used again (retries), but only with the request it was given for.
 */
export class PageShelf {
  readonly #shelf = new Map<number, Shelved>();
  readonly #mostBytes: number;
  #serial = 0;
  #bytes = 0;

  /** @param mostBytes what the answers on the shelf may take together */
  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** The page a request asks for; `make` builds the whole answer and runs only for a first page. */
  page<T>(
    operation: string,
    input: JsonObject,
    size: number,
    make: () => readonly T[] | Weighed<T>,
  ): Page<T> {
    const question = digestOf(JSON.stringify([operation, { ...input, NextToken: undefined }]));
    const token = textIn(input, 'NextToken');
    if (token === undefined) {
      const answer = weighed(make());
      const serial = answer.items.length > size ? this.#put({ question, ...answer }) : 0;
      return pageOf(answer.items, { serial, offset: 0 }, size);
    }
    const place = decodeToken(token);
    const shelved = place && this.#shelf.get(place.serial);
    if (!place || shelved?.question !== question)
      throw invalidRequest('The NextToken is invalid or has expired');
    // The question names the operation, so the items are the ones this operation once shelved.
    return pageOf(shelved.items as readonly T[], place, size);
  }

  #put(answer: Shelved): number {
    const serial = ++this.#serial;
    this.#shelf.set(serial, answer);
    this.#bytes += answer.bytes;
    for (const [oldest, { bytes }] of this.#shelf) {
      if (oldest === serial || (this.#shelf.size <= SHELVED_ANSWERS && this.#bytes <= this.#mostBytes)) break;
      this.#shelf.delete(oldest);
      this.#bytes -= bytes;
    }
    return serial;
  }
}

/** A request may have megabytes of members that nobody reads. */
const digestOf = (text: string): string => createHash('sha256').update(text).digest('base64');

function weighed<T>(answer: readonly T[] | Weighed<T>): Weighed<T> {
  return 'items' in answer ? answer : { items: answer, bytes: answer.length * BYTES_PER_ITEM };
}

interface Place {
  readonly serial: number;
  readonly offset: number;
}

function pageOf<T>(items: readonly T[], place: Place, size: number): Page<T> {
  const offset = place.offset + size;
  const nextToken = offset < items.length ? encodeToken({ serial: place.serial, offset }) : undefined;
  return { items: items.slice(place.offset, offset), nextToken };
}

function encodeToken(place: Place): string {
  return Buffer.from(`${place.serial}.${place.offset}`).toString('base64url');
}

function decodeToken(token: string): Place | undefined {
  const parts = /^(\d{1,12})\.(\d{1,12})$/.exec(Buffer.from(token, 'base64url').toString('latin1'));
  return parts ? { serial: Number(parts[1]), offset: Number(parts[2]) } : undefined;
}
