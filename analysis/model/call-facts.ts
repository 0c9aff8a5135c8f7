/** What calls to a new dependency do, as example traces show it. Never holds query strings, users or addresses. */
export interface CallFacts {
  /** Calls to it that were read. */
  readonly calls: number;
  /** `dynamodb:Scan` of a call to AWS, `GET` of one over HTTP, `SELECT` of one to a database; most frequent first. */
  readonly operations: readonly Counted[];
  /** `table orders`, `queue jobs`, `host.example.com/v1/items`; most frequent first. */
  readonly resources: readonly Counted[];
  /** Types of the exceptions that these calls ended with. */
  readonly exceptions: readonly Counted[];
  /** The earliest call that was read: epoch seconds, and the trace it stands in. */
  readonly first: { readonly caller: string; readonly at: number; readonly trace: string };
}

/** A name and how many calls had it. */
export interface Counted {
  readonly name: string;
  readonly count: number;
}
