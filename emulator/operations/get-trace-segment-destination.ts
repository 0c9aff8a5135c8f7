import type { Operation } from './operation';

/** GetTraceSegmentDestination: X-Ray itself, so no Transaction Search. */
export const getTraceSegmentDestination: Operation = () => ({ Destination: 'XRay', Status: 'ACTIVE' });
