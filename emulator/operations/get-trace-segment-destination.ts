import type { Operation } from './operation';

/** GetTraceSegmentDestination: X-Ray itself, or CloudWatch Logs for Transaction Search. */
export const getTraceSegmentDestination: Operation = (_input, { control }) => ({
  ...control.transactionSearch.destination(),
});
