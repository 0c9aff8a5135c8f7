declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** A DynamoDB over HTTP, in memory or, with `path`, on disk; closing the server closes its database. */
  function dynalite(options?: {
    readonly path?: string;
    /** Milliseconds a table stays in each state, as in the real one. */
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
    readonly maxItemSizeKb?: number;
  }): Server;
  export = dynalite;
}
