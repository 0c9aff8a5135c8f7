import type { Entry, StepRecord } from '../../../analysis/model/record';
import type { Lease } from '../../watch/ports';
import { getItem, getItems, putItem } from './access';
import { bodyOf } from './body';
import type { Fields, Item } from './item';
import { numberKey } from './keys';
import { refuseOutdated } from './lease';
import { expiryAfter, room, type ScopeAccess } from './scope';
import { loadBody, storeBody } from './stored-body';
import type { Key } from './table';

const headKey = (access: ScopeAccess, sequence: number): Key => ({
  pk: room(access, 'LEDGER'),
  sk: numberKey(sequence),
});

/**
 * Writes a record: chunks where its body is large, then its head under the sequence, if that is free or expired.
 * The head's put is the commit; what was written before it is invisible and expires with the ledger.
 *
 * The lease is read just before that put, not in it: a condition sees one item, and the lease is another. A lease
 * that passes on in between does no harm, because the put is conditional on the sequence: either the older run
 * is first and has written history, which the newer one finds taken, gives way to and projects; or it is second
 * and loses. There is never a second record under a number, nor a half one. A put whose answer was lost finds
 * its own content there and is `committed`.
 * @throws LeaseLost when another run took over before the put
 */
export async function commitRecord(
  access: ScopeAccess,
  lease: Lease,
  record: StepRecord,
): Promise<'committed' | 'lost'> {
  const key = headKey(access, record.sequence);
  const expiresAt = expiryAfter(access, access.ledgerDays);
  const body = await storeBody(access, bodyOf(record), { expiresAt });
  await refuseOutdated(access, lease);
  const written = await putItem(
    access,
    { ...key, kind: 'head', lease: lease.number, ...readable(record), ...body, expiresAt },
    { text: 'attribute_not_exists(#pk) OR #expiresAt <= :now', values: { now: access.now() } },
  );
  if (written === 'written') return 'committed';
  const present = await getItem(access, key);
  return present?.text('content') === body.content ? 'committed' : 'lost';
}

/** The record under a sequence, or undefined. */
export async function loadRecord(access: ScopeAccess, sequence: number): Promise<StepRecord | undefined> {
  const head = await getItem(access, headKey(access, sequence));
  return head && recordOf(access, head);
}

/** The record with the highest sequence, or undefined where the ledger is empty. */
export async function newestRecord(access: ScopeAccess): Promise<StepRecord | undefined> {
  const newestFirst = getItems(access, { pk: room(access, 'LEDGER'), newestFirst: true, pageItems: 1 });
  for await (const head of newestFirst) return recordOf(access, head);
  return undefined;
}

/** Records with a higher sequence, in order. */
export async function* recordsAfter(access: ScopeAccess, sequence: number): AsyncGenerator<StepRecord> {
  const heads = getItems(access, { pk: room(access, 'LEDGER'), after: numberKey(sequence) });
  for await (const head of heads) yield await recordOf(access, head);
}

const recordOf = async (access: ScopeAccess, head: Item): Promise<StepRecord> =>
  (await loadBody(access, head)) as StepRecord;

/** What a person sees of a head without decoding its body. */
function readable({ sequence, entries, transitions, messages }: StepRecord): Fields {
  const kinds = new Set(entries.map(({ read }) => read.kind));
  return {
    sequence,
    start: extreme(Math.min, entries, ({ read }) => read.window.start),
    end: extreme(Math.max, entries, ({ read }) => read.window.end),
    lagSeconds: extreme(Math.max, entries, ({ read }) => read.lagSeconds),
    reads: [...kinds].sort().join(','),
    entries: entries.length,
    observations: total(entries.map(({ observations }) => observations.length)),
    transitions: transitions.length,
    messages: messages.length,
    ...verdictCounts(entries),
  };
}

const extreme = (
  choose: (a: number, b: number) => number,
  entries: readonly Entry[],
  value: (entry: Entry) => number,
): number | undefined =>
  entries.length === 0 ? undefined : entries.map(value).reduce((a, b) => choose(a, b));

const total = (numbers: readonly number[]): number => numbers.reduce((sum, number) => sum + number, 0);

function verdictCounts(entries: readonly Entry[]): Fields {
  const counts: Record<string, number> = {};
  for (const { verdicts } of entries) {
    for (const [verdict, count] of Object.entries(verdicts)) counts[verdict] = (counts[verdict] ?? 0) + count;
  }
  return counts;
}
