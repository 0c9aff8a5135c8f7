import type { Operation } from './operation';

/** GetIndexingRules: the Default rule with its default of one percent, without effect outside Transaction Search. */
export const getIndexingRules: Operation = (_input, { madeAt }) => ({
  IndexingRules: [
    {
      Name: 'Default',
      ModifiedAt: Math.floor(madeAt),
      Rule: { Probabilistic: { DesiredSamplingPercentage: 1, ActualSamplingPercentage: 1 } },
    },
  ],
  NextToken: null,
});
