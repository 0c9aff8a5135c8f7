import { iso } from '../../../analysis/model/window';
import { dynamoMemory } from '../../../functions/adapters/dynamodb/memory';
import { openStore } from '../../../functions/adapters/store/open-store';

/** What a local store remembers of the scope that the tests watch. */
export interface Ledger {
  readonly sequences: readonly number[];
  /** Starts of the windows that were settled, in the order of their records, ISO 8601. */
  readonly settled: readonly string[];
  readonly projected: number;
  /** Subjects of messages that nobody has heard yet. */
  readonly unsent: readonly string[];
}

/** Opens a store as the next process would, and reads all of it. */
export async function ledgerIn(dir: string): Promise<Ledger> {
  const { client, table, close } = await openStore(dir);
  const now = () => Date.now() / 1000;
  const scope = 'local/eu-west-1/Default';
  const memory = dynamoMemory({ client, table, scope, ledgerDays: 35, findingDays: 400, now });
  const sequences: number[] = [];
  const settled: string[] = [];
  try {
    for await (const { sequence, entries } of memory.records(0)) {
      sequences.push(sequence);
      for (const { read } of entries) if (read.kind === 'settlement') settled.push(iso(read.window.start));
    }
    const unsent = (await memory.unsent()).map(({ message }) => message.subject);
    return { sequences, settled, projected: await memory.projected(), unsent };
  } finally {
    await close();
  }
}

/** 1 to `last`: the numbers of a ledger without a hole. */
export const upTo = (last: number): number[] => Array.from({ length: last }, (_, i) => i + 1);

/** Starts of all windows of five minutes from one time to another, ISO 8601. */
export function windowsBetween(from: string, to: string): string[] {
  const [start, end] = [Date.parse(from) / 1000, Date.parse(to) / 1000];
  return Array.from({ length: (end - start) / 300 }, (_, i) => iso(start + i * 300));
}
