import type { Operation } from './operation';

/** UpdateIndexingRule: the share of traces that is indexed under Transaction Search, in percent. */
export const updateIndexingRule: Operation = (input, { control }) => {
  control.transactionSearch.updateIndexingRule(input);
  return { IndexingRule: control.transactionSearch.indexingRule() };
};
