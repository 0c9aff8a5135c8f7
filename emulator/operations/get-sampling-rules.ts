import type { Operation } from './operation';

/** GetSamplingRules: every rule, in the order in which SDKs ask them; the Default rule is the last. */
export const getSamplingRules: Operation = (input, { control, settings, shelf }) => {
  const page = shelf.page('GetSamplingRules', input, settings.listPageSize, () =>
    control.samplingRules.list(),
  );
  return { SamplingRuleRecords: page.items, NextToken: page.nextToken ?? null };
};
