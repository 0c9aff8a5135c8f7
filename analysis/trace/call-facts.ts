import { canonicalService } from '../graph/canonical';
import type { CallFacts, Counted } from '../model/call-facts';
import { type ServiceId, serviceId } from '../model/service';
import type { Alias } from '../model/settings';
import { type Call, callOf } from './call';
import { shown } from './redact';
import { spansOf } from './spans';

/** A trace: its id and its segment documents, JSON text as X-Ray answered it. */
export interface TraceText {
  readonly id: string;
  readonly documents: readonly string[];
}

/** Which calls are asked for; without a source those of any caller. */
export interface CallsTo {
  readonly source?: ServiceId;
  readonly target: ServiceId;
  readonly aliases: readonly Alias[];
}

/** What was read: facts where a call to the service was found, and how many documents and calls could not be read. */
export interface CallReading {
  readonly facts?: CallFacts;
  readonly rejects: number;
}

/** Later than any trace; epoch seconds. */
const endOfTime = 1e11;
/** Names listed at most of each kind. */
const mostListed = 5;

/**
 * What the calls to a service do, read from the callers' subsegments in example traces: see {@link CallFacts}.
 * No facts where no call to it is in them. A caller whose own segment is missing counts as the one asked for.
 * Pure; equal documents give equal facts. O(parts of the documents).
 */
export function callFacts(traces: readonly TraceText[], asked: CallsTo): CallReading {
  const found: { call: Call; caller: string; at: number; trace: string }[] = [];
  let rejects = 0;
  for (const { id, documents } of traces) {
    const read = spansOf(documents);
    rejects += read.rejects;
    for (const { part, owner } of read.spans) {
      const call = callOf(part);
      if (call === undefined || !isAsked(call, owner, asked)) continue;
      const caller = owner ?? asked.source?.name ?? 'unknown';
      const at = part.start_time;
      if (typeof at === 'number' && at >= 0 && at < endOfTime)
        found.push({ call, caller: shown(caller), at, trace: shown(id) });
      else rejects += 1;
    }
  }
  const [first] = [...found].sort((a, b) => a.at - b.at || (a.trace < b.trace ? -1 : 1));
  if (first === undefined) return { rejects };
  const calls = found.map(({ call }) => call);
  const facts = {
    calls: calls.length,
    operations: counted(calls.flatMap(({ operation }) => operation ?? [])),
    resources: counted(calls.flatMap(({ resource }) => resource ?? [])),
    exceptions: counted(calls.flatMap(({ exceptions }) => exceptions)),
    first: { caller: first.caller, at: first.at, trace: first.trace },
  };
  return { facts, rejects };
}

function isAsked(call: Call, owner: string | undefined, { source, target, aliases }: CallsTo): boolean {
  const known = (name: string, type: string | undefined): string =>
    canonicalService(serviceId(name, type), aliases).id.name;
  if (owner !== undefined && source !== undefined && known(owner, source.type) !== source.name) return false;
  return call.targets.some((name) => known(name, target.type) === target.name);
}

function counted(names: readonly string[]): Counted[] {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .map(([name, count]) => ({ name, count }))
    .sort((a, b) => b.count - a.count || (a.name < b.name ? -1 : 1))
    .slice(0, mostListed);
}
