import type { JsonObject } from '../wire/json';
import { numberMember, required, textMember } from '../wire/members';

/** How many of a service's requests were anomalous under one rule in the last ten seconds. */
export interface SamplingBoostStatisticsDocument {
  readonly RuleName: string;
  readonly ServiceName: string;
  /** Epoch seconds. */
  readonly Timestamp: number;
  readonly AnomalyCount: number;
  readonly TotalCount: number;
  readonly SampledAnomalyCount: number;
}

/**
 * Reads a document. Throws InvalidRequestException naming the member that is missing or wrong. Nothing follows
 * from a good one: X-Ray does not say how it computes a boost, so X-Ray Local never grants one.
 */
export function readBoostStatistics(input: JsonObject): SamplingBoostStatisticsDocument {
  const count = (member: string) => required(member, numberMember(input, member, { min: 0, whole: true }));
  return {
    RuleName: required('RuleName', textMember(input, 'RuleName', { min: 1, max: 32 })),
    ServiceName: required('ServiceName', textMember(input, 'ServiceName', { max: 64 })),
    Timestamp: required('Timestamp', numberMember(input, 'Timestamp', { min: 0 })),
    AnomalyCount: count('AnomalyCount'),
    TotalCount: count('TotalCount'),
    SampledAnomalyCount: count('SampledAnomalyCount'),
  };
}
