import { createHash } from 'node:crypto';
import type { JsonObject } from '../wire/json';
import { booleanMember, choiceMember, numberMember, objectMember } from '../wire/members';

const HASH_RANGE = 2 ** 32;

/**
 * Reads `Sampling` and `SamplingStrategy` of GetTraceSummaries: which traces are looked at, told by their ids.
 * FixedRate takes the given share, always the same traces; PartialScan, which at X-Ray stops when it has taken too
 * long, never stops here. Without `Sampling` every trace is looked at. Throws InvalidRequestException.
 */
export function sampleOf(input: JsonObject): (traceId: string) => boolean {
  const sampling = booleanMember(input, 'Sampling') ?? false;
  const strategy = objectMember(input, 'SamplingStrategy') ?? {};
  const name = choiceMember(strategy, 'Name', ['PartialScan', 'FixedRate']);
  const share = numberMember(strategy, 'Value', { min: 0, max: 1 }) ?? 1;
  if (!sampling || name !== 'FixedRate') return () => true;
  return (traceId) => createHash('sha256').update(traceId).digest().readUInt32LE() / HASH_RANGE < share;
}
