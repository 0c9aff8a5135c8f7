import type { Operation } from './operation';
import { unknownInsight } from './unknown-insight';

/** GetInsight: there are no insights, so every InsightId is unknown. */
export const getInsight: Operation = (input) => {
  throw unknownInsight(input);
};
