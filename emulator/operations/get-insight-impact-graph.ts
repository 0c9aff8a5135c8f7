import { timeRange } from '../wire/range';
import type { Operation } from './operation';
import { unknownInsight } from './unknown-insight';

/** GetInsightImpactGraph: there are no insights, so every InsightId is unknown. */
export const getInsightImpactGraph: Operation = (input, { settings }) => {
  timeRange(input, settings.now());
  throw unknownInsight(input);
};
