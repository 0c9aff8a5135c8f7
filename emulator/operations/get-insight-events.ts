import { numberMember } from '../wire/members';
import type { Operation } from './operation';
import { unknownInsight } from './unknown-insight';

const MOST_RESULTS = 50;

/** GetInsightEvents: there are no insights, so every InsightId is unknown. */
export const getInsightEvents: Operation = (input) => {
  numberMember(input, 'MaxResults', { min: 1, max: MOST_RESULTS, whole: true });
  throw unknownInsight(input);
};
