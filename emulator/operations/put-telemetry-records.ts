import type { Operation } from './operation';

/** PutTelemetryRecords: what a daemon says of itself, counted. */
export const putTelemetryRecords: Operation = (input, { control }) => {
  control.telemetry.put(input);
  return {};
};
