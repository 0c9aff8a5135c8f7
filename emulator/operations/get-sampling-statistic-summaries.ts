import type { Operation } from './operation';

/** GetSamplingStatisticSummaries: what SDKs reported with GetSamplingTargets, by rule and ten seconds. */
export const getSamplingStatisticSummaries: Operation = (input, { control, settings, shelf }) => {
  const page = shelf.page('GetSamplingStatisticSummaries', input, settings.listPageSize, () =>
    control.samplingStatistics.summaries(),
  );
  return { SamplingStatisticSummaries: page.items, NextToken: page.nextToken ?? null };
};
