import type { Lineage } from '../graph/lineage';
import type { Identity } from '../segments/identity';
import { isClosed, type Span } from '../segments/span';

/** The service that is known only from a call to it: the call has ended, nobody answered, nobody is expected to. */
export function inferredCalleeOf(call: Span, lineage: Lineage): Identity | undefined {
  if (call.kind !== 'subsegment' || !isClosed(call) || call.awaitsCallee) return undefined;
  if (lineage.ownerOf(call) === undefined || lineage.calleesOf(call).length > 0) return undefined;
  return call.identity;
}
