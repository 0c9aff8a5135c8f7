import type { Operation } from './operation';

/** GetSamplingStatisticSummaries: always empty, because reported statistics are not kept. */
export const getSamplingStatisticSummaries: Operation = () => ({
  SamplingStatisticSummaries: [],
  NextToken: null,
});
