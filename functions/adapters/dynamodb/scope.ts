import type { Access } from './access';
import { type Partition, partitionKey } from './keys';

/** One scope's part of the table, and how long its items are kept. */
export interface ScopeAccess extends Access {
  readonly scope: string;
  /** Days the record of a window is kept. */
  readonly ledgerDays: number;
  /** Days a resolved finding and a sent message are kept. */
  readonly findingDays: number;
}

const daySeconds = 86_400;

/** The partition key of one of the scope's rooms. */
export const room = (access: ScopeAccess, partition: Partition): string =>
  partitionKey(access.scope, partition);

/** Epoch seconds at which something written now and kept for `days` expires; whole, as DynamoDB wants it. */
export const expiryAfter = (access: ScopeAccess, days: number): number =>
  Math.ceil(access.now()) + days * daySeconds;
