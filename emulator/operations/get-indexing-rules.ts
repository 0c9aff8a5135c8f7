import type { Operation } from './operation';

/** GetIndexingRules: the Default rule, the only one there is. */
export const getIndexingRules: Operation = (_input, { control }) => ({
  IndexingRules: [control.transactionSearch.indexingRule()],
  NextToken: null,
});
