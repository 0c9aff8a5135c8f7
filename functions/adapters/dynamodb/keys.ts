import { createHash } from 'node:crypto';

/** The rooms of one scope; each is one partition of the table. */
export type Partition =
  | 'LEASE'
  | 'LEDGER'
  | 'CHUNK'
  | 'FINDING'
  | 'MESSAGE'
  | 'OUTBOX'
  | 'KNOWN'
  | 'CURSOR'
  | 'SNAPSHOT'
  | 'PART'
  | 'DECISION';

/** DynamoDB allows 2048 bytes in a partition key, 1024 in a sort key. */
const longestScopeBytes = 1_500;
const longestSortKeyBytes = 1_024;
/** Half of a character: UTF-8 cannot hold it, so two names would become one key. */
const loneSurrogate = /\p{Cs}/u;

/** The partition key of a scope's room: `scope#ROOM`. The room's name holds no `#`, so no two scopes share one. */
export const partitionKey = (scope: string, partition: Partition): string =>
  `${fitting(scope, longestScopeBytes)}#${partition}`;

/** A name from a trace as a sort key: itself, or its hash where it is empty, too long or not valid Unicode. */
export const nameKey = (name: string): string => fitting(name, longestSortKeyBytes);

/**
 * A number as a sort key, so that keys sort as numbers do.
 * @throws RangeError when it is not a whole number from 0 to 2^53-1
 */
export function numberKey(number: number): string {
  if (!Number.isSafeInteger(number) || number < 0) {
    throw new RangeError(`a key needs a whole number from 0, got ${number}`);
  }
  return String(number).padStart(16, '0');
}

function fitting(name: string, bytes: number): string {
  if (name !== '' && !loneSurrogate.test(name) && Buffer.byteLength(name) <= bytes) return name;
  return `sha256:${createHash('sha256').update(Buffer.from(name, 'utf16le')).digest('hex')}`;
}
