import type { Operation } from './operation';

/** UpdateTraceSegmentDestination: turns Transaction Search on (CloudWatchLogs) or off (XRay). */
export const updateTraceSegmentDestination: Operation = (input, { control }) => {
  control.transactionSearch.updateDestination(input);
  return { ...control.transactionSearch.destination() };
};
