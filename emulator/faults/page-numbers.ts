const REMEMBERED = 1024;

/** Knows which page of an answer a NextToken leads to, without knowing how tokens are made. */
export class PageNumbers {
  readonly #pages = new Map<string, number>();

  /** The page a request asks for: 1 without a token, 2 for a token that nobody remembers. */
  of(token: string | undefined): number {
    return token === undefined ? 1 : (this.#pages.get(token) ?? 2);
  }

  /** Notes where a token leads; the newest 1024 tokens are remembered. */
  note(token: string, page: number): void {
    this.#pages.set(token, page);
    const [oldest] = this.#pages.keys();
    if (this.#pages.size > REMEMBERED && oldest !== undefined) this.#pages.delete(oldest);
  }
}
