import { invalidRequest } from './failure';
import { type JsonObject, textIn } from './json';

const SHELVED_ANSWERS = 64;
/** Services or traces on the shelf: some 10 KB each where every edge has its histogram. */
const SHELVED_ITEMS = 30_000;

interface Shelved {
  readonly question: string;
  readonly items: readonly unknown[];
}

/** One page of an answer; without `nextToken` it is the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

/**
 * Splits long answers into pages and remembers the rest for whoever comes back with a NextToken.
 * The whole answer is shelved when its first page is asked for, so data that arrives between two pages
 * cannot renumber what the first page already said. The newest 64 answers are kept, fewer of large ones; a token may be used
 * again (retries), but only with the request it was given for.
 */
export class PageShelf {
  readonly #shelf = new Map<number, Shelved>();
  #serial = 0;
  #items = 0;

  /** The page a request asks for; `make` builds the whole answer and runs only for a first page. */
  page<T>(operation: string, input: JsonObject, size: number, make: () => readonly T[]): Page<T> {
    const question = JSON.stringify([operation, { ...input, NextToken: undefined }]);
    const token = textIn(input, 'NextToken');
    if (token === undefined) {
      const items = make();
      const serial = items.length > size ? this.#put({ question, items }) : 0;
      return pageOf(items, { serial, offset: 0 }, size);
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
    this.#items += answer.items.length;
    for (const [oldest, { items }] of this.#shelf) {
      if (oldest === serial || (this.#shelf.size <= SHELVED_ANSWERS && this.#items <= SHELVED_ITEMS)) break;
      this.#shelf.delete(oldest);
      this.#items -= items.length;
    }
    return serial;
  }
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
