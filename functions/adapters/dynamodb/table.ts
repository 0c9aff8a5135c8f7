/** Names of the one table's keys and of the attribute DynamoDB deletes by; infra and the local store create it. */
export const tableDefinition = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** Epoch seconds. DynamoDB deletes late or, on one machine, never: readers skip what has expired. */
  timeToLiveAttribute: 'expiresAt',
} as const;

/** Version of every item this program writes, in attribute `v`. */
export const itemVersion = 1;

/** Where an item stands. */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}
