import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Baseline } from '../../../analysis/model/baseline';
import type { Transition } from '../../../analysis/model/finding';
import type { StepRecord } from '../../../analysis/model/record';
import type { Lease, Memory } from '../../watch/ports';
import { forEachConcurrently } from './concurrent';
import { loadCursor, loadOutline, projectCursor } from './cursor';
import { appendDecision, loadDecisions } from './decisions';
import { loadFindings, projectFinding } from './findings';
import { acquireLease, refuseOutdated, releaseLease } from './lease';
import { commitRecord, loadRecord, newestRecord, recordsAfter } from './ledger';
import { loadSnapshot } from './load-snapshot';
import { markMessageFailed, markMessageSent, projectMessages, unsentMessages } from './outbox';
import type { PartCache } from './parts';
import { projectKnown, rememberedWritten, type Written } from './registry';
import { saveSnapshot } from './save-snapshot';
import type { ScopeAccess } from './scope';
import { type Versions, versions } from './version';

/** What a scope's memory needs. */
export interface MemoryProps {
  readonly client: DynamoDBClient;
  readonly table: string;
  /** Account, Region and group in one string; scopes share the table and nothing else. */
  readonly scope: string;
  /** Days the record of a window is kept. */
  readonly ledgerDays: number;
  /** Days a resolved finding and a sent message are kept. */
  readonly findingDays: number;
  /** Epoch seconds; decides what has expired. */
  readonly now: () => number;
  /** @default version 1, without upgraders */
  readonly versions?: Versions;
}

/**
 * A scope's memory in DynamoDB: single-item conditional writes and batches, no transactions, no streams; what has
 * expired is skipped on reading, whether DynamoDB has deleted it or not.
 * @throws UnreadableItem from every method that meets an item of a version it does not know
 */
export function dynamoMemory(props: MemoryProps): Memory {
  const access: ScopeAccess = { versions, ...props };
  const parts: PartCache = new Map();
  const written = rememberedWritten(access);
  return {
    acquire: (owner, now, seconds) => acquireLease(access, { owner, now, seconds }),
    release: (lease) => releaseLease(access, lease),
    newest: async () => (await newestRecord(access)) ?? loadOutline(access),
    record: (sequence) => loadRecord(access, sequence),
    records: (after) => recordsAfter(access, after),
    commit: (lease, record) => commitRecord(access, lease, record),
    project: async (lease, record, known) =>
      project(access, { lease, record, known, written: await written() }),
    projected: () => loadCursor(access),
    unsent: () => unsentMessages(access),
    markSent: (id, at, receipt) => markMessageSent(access, { id, at, receipt }),
    markFailed: (id, at, reason) => markMessageFailed(access, { id, at, reason }),
    snapshot: () => loadSnapshot(access, parts),
    saveSnapshot: (lease, baseline, former) => saveSnapshot(access, lease, { baseline, former }),
    decisions: () => loadDecisions(access),
    decide: (decision) => appendDecision(access, decision),
    findings: (limit) => loadFindings(access, limit),
  };
}

interface Projection {
  readonly lease: Lease;
  readonly record: StepRecord;
  readonly known: Baseline['known'];
  readonly written: Written;
}

/** Findings, outbox, registry, cursor: in this order, so that whatever a crash left out is done by repeating. */
async function project(access: ScopeAccess, { lease, record, known, written }: Projection): Promise<void> {
  const writer = { lease, sequence: record.sequence };
  await refuseOutdated(access, lease);
  await forEachConcurrently(lastOfEach(record.transitions), (transition) =>
    projectFinding(access, writer, transition),
  );
  await projectMessages(access, record);
  await projectKnown(access, writer, { record, known, written });
  await projectCursor(access, writer, record);
}

/** Of an episode that changed several times in one record only how it stands after it. */
const lastOfEach = (transitions: readonly Transition[]): readonly Transition[] => [
  ...new Map(transitions.map((transition) => [`${transition.type} ${transition.id}`, transition])).values(),
];
