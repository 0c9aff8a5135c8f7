import type { World } from '../operations/operation';
import type { Kept } from '../store/trace-store';
import type { DocumentCounts } from './intake';

/** How an X-Ray Local is doing, in numbers. */
export interface Health {
  readonly healthy: true;
  readonly documents: DocumentCounts;
  readonly traces: number;
  /** What could not be used of the recordings. */
  readonly recordingErrors: number;
  /** What the data folder held at the beginning; absent where there is none. */
  readonly kept?: Kept;
}

/** Counts what there is now, with the late documents that have become due. */
export const healthOf = ({ intake, store, recordings, kept }: World): Health => {
  intake.release();
  return {
    healthy: true,
    documents: intake.counts,
    traces: store.traces,
    recordingErrors: recordings.errors.length,
    ...(kept ? { kept } : {}),
  };
};
