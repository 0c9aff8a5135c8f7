import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { advance, step } from '../../analysis/line';
import type { StepRecord } from '../../analysis/model/record';
import { bodyOf, packed } from '../../functions/adapters/dynamodb/body';
import { dynamoMemory } from '../../functions/adapters/dynamodb/memory';
import { type Bench, countText, percentText, type Report, ratioText, type Size, timeText } from '../bench';
import { openTable, type Table } from '../local-table';
import { alternately, ratioOf } from '../measure';
import { learnedLine, lookOf, next, parsed, settings } from '../synthetic/learned';
import { calm } from '../synthetic/pages';
import { syntheticSystem } from '../synthetic/system';

const edges: Readonly<Record<Size, number>> = { smoke: 1_000, full: 10_000 };
const edgesPerService = 5;
const rounds = 9;
/** About as many as take as long as what they are compared with. */
const putsAtOnce = 12;
/** A binary attribute that fits into an item with its key. */
const itemBytes = 350_000;

export const store: Bench = {
  name: 'store',
  about:
    'Committing and projecting the record of one calm window on a local DynamoDB, of which the registry is already ' +
    'written, as a multiple of bare PutItem requests with the same bytes (one, or as many as the item limit asks ' +
    'for). CPU time of client and server together.',
  async run(size): Promise<Report> {
    const { record, known } = recordOf(edges[size]);
    const bytes = await packed(bodyOf(record));
    const table = await openTable();
    try {
      const writer = await writerOf(table, record, known);
      const first = process.cpuUsage();
      await writer();
      const { user, system } = process.cpuUsage(first);
      const timings = await alternately({ write: writer, puts: () => barePuts(table, bytes) }, rounds);
      const ratio = ratioOf(timings.write, timings.puts) * putsAtOnce;
      const perEdge = bytes.length / edges[size];
      const rows = [
        ['bare PutItem', timeText(timings.puts.seconds / putsAtOnce), percentText(timings.puts.spread)],
        ['commit and project', timeText(timings.write.seconds), percentText(timings.write.spread)],
        ['of a bare PutItem', ratioText(ratio), ''],
        ['the first time, with the whole registry', timeText((user + system) / 1e6), ''],
        ['bytes of the stored record', countText(bytes.length), ''],
        ['bytes of the stored record per edge', perEdge.toFixed(1), ''],
      ];
      return {
        columns: [`${countText(edges[size])} edges`, 'value', 'spread'],
        rows,
        ratios: { 'of a bare PutItem': ratio, 'bytes per edge': perEdge },
      };
    } finally {
      await table.close();
    }
  },
};

/** The record of a judged calm window, and who is known after it. */
function recordOf(count: number) {
  const system = syntheticSystem({ services: count / edgesPerService, edges: count });
  const { state, read, pages } = next(learnedLine(system), system, calm);
  const { record } = step(state, lookOf(read, parsed(pages)), [], settings);
  return { record, known: advance(state, record, [], settings).baseline.known };
}

/** Commits and projects the record under the next number, each time it is called. */
async function writerOf(
  { client, name }: Table,
  record: StepRecord,
  known: Parameters<ReturnType<typeof dynamoMemory>['project']>[2],
): Promise<() => Promise<void>> {
  const { ledgerDays, findingDays } = settings;
  const now = (): number => record.cursor.dueAt;
  const memory = dynamoMemory({ client, table: name, scope: record.scope, ledgerDays, findingDays, now });
  const lease = await memory.acquire('bench', now(), 600);
  if (lease === undefined) throw new Error('a fresh table has a free lease');
  let { sequence } = record;
  return async () => {
    sequence += 1;
    const numbered = { ...record, sequence };
    if ((await memory.commit(lease, numbered)) === 'lost') throw new Error('nobody else writes here');
    await memory.project(lease, numbered, known);
  };
}

/** One alone is over before garbage is collected; then its least time is none that could be kept up. */
async function barePuts(table: Table, bytes: Uint8Array): Promise<void> {
  for (let put = 0; put < putsAtOnce; put += 1) await bare(table, bytes);
}

let puts = 0;

async function bare({ client, name }: Table, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += itemBytes) {
    puts += 1;
    const body = { B: bytes.subarray(at, at + itemBytes) };
    const Item = { pk: { S: 'bare' }, sk: { S: String(puts) }, body };
    await client.send(new PutItemCommand({ TableName: name, Item }));
  }
}
