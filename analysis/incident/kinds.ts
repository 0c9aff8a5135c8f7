import type { FindingKind } from '../model/assessment';

/** What has a level that may become another one. */
export const levelKinds: readonly FindingKind[] = [
  'latency',
  'fault-ratio',
  'error-ratio',
  'throttle-ratio',
  'request-rate',
  'fan-out',
];
/** What is told the moment it is seen, or is gone. */
export const presenceKinds: readonly FindingKind[] = ['new-node', 'new-edge', 'vanished-edge', 'rename'];
/** What was there or was not: it does not linger below a level. */
export const factKinds: readonly FindingKind[] = [...presenceKinds, 'new-shape'];
