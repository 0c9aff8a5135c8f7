import type { Entry } from '../../analysis/model/record';

/** What one settled window came to: the first five minutes, judged, with nothing in it unless told otherwise. */
export const entry = (rest: Partial<Entry> = {}): Entry => ({
  read: { window: { start: 0, end: 300 }, kind: 'settlement', lagSeconds: 180 },
  learning: false,
  teaches: true,
  gap: false,
  observations: [],
  requests: 0,
  lateCalls: [],
  anomalies: [],
  verdicts: {},
  withheld: [],
  rejects: [],
  decisions: [],
  ...rest,
});
