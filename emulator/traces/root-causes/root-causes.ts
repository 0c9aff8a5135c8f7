import type { Outcome } from '../../segments/outcome';
import type { TraceContents } from '../contents';
import { type Entity, entitiesOf } from './entities';
import { exceptionReader } from './exceptions';
import { deepestFailures } from './failures';
import { isRemote, servicesTo } from './path';
import { coverageOf, slowestOf } from './response-time';
import type { FailedEntity, RootCause, SlowEntity } from './wire';

/** The three lists of root causes of a trace's summary. */
export interface RootCauses {
  readonly fault: readonly RootCause<FailedEntity>[];
  readonly error: readonly RootCause<FailedEntity>[];
  readonly responseTime: readonly RootCause<SlowEntity>[];
}

/**
 * Why a trace failed and what took its time: paths of services from where the request entered to the deepest
 * segment or subsegment that had the fault, had the error (throttling included), or took most of the response
 * time (API reference of FaultRootCause, ErrorRootCause, ResponseTimeRootCause; "Use filter expressions").
 * A cause impacts the client when the segment at which the trace was entered ended in the same way. At most
 * `MOST_CAUSES` causes of a kind with `LONGEST_PATH` entities each. Costs O(n log n) for n spans.
 */
export function rootCausesOf(contents: TraceContents): RootCauses {
  const entities = entitiesOf(contents.lineage);
  return {
    fault: failuresOf(['fault'], entities, contents),
    error: failuresOf(['error', 'throttle'], entities, contents),
    responseTime: delaysOf(entities, contents),
  };
}

function failuresOf(
  outcomes: readonly Outcome[],
  entities: readonly Entity[],
  contents: TraceContents,
): readonly RootCause<FailedEntity>[] {
  const exceptionsOf = exceptionReader(contents);
  const entry = entities[0]?.span;
  const render = (entity: Entity): FailedEntity => ({
    Name: nameOf(entity, contents),
    Exceptions: exceptionsOf(entity.span),
    Remote: isRemote(entity),
  });
  return deepestFailures(entities, (span) => outcomes.includes(span.outcome)).map((cause) => ({
    Services: servicesTo(cause, contents.lineage, render),
    ClientImpacting: cause.top === entry && outcomes.includes(cause.top.outcome),
  }));
}

function delaysOf(entities: readonly Entity[], contents: TraceContents): readonly RootCause<SlowEntity>[] {
  const [entry] = entities;
  const cause = entry && slowestOf(entry);
  if (!entry || !cause) return [];
  const render = (entity: Entity): SlowEntity => ({
    Name: nameOf(entity, contents),
    Coverage: Math.round(coverageOf(entity.span, entry.span) * 1000) / 1000,
    Remote: isRemote(entity),
  });
  return [{ Services: servicesTo(cause, contents.lineage, render), ClientImpacting: true }];
}

/** The name that a segment or subsegment was sent with. */
function nameOf({ span }: Entity, { rawOf }: TraceContents): string {
  return String(rawOf(span).name);
}
