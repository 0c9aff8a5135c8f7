import { LIVE_START } from '../../demo/clock';
import { lastDayDocuments } from '../../demo/generator';
import { type Facts, factsOfDocuments } from './aggregate';
import { type LocalXRay, startLocalXRay } from './local-x-ray';

const HOUR = 3600;

describe('the last day of history, put into X-Ray', () => {
  const documents = [...lastDayDocuments({ seed: 7 })].flat();
  let local: LocalXRay;

  beforeAll(async () => {
    local = await startLocalXRay({ now: () => LIVE_START + HOUR });
  });

  afterAll(() => local.close());

  test('is taken without a refusal', () => {
    expect(local.xray.ingest(documents).unprocessed).toEqual([]);
  });

  test('makes the service graph that a reading of our own makes of the same documents', async () => {
    const seen: Facts = new Map();
    for (let start = LIVE_START - 24 * HOUR; start <= LIVE_START; start += 6 * HOUR) {
      for (const [edge, part] of await local.graph(start, start + 6 * HOUR)) {
        const whole = seen.get(edge) ?? { seconds: [], ok: 0, error: 0, throttle: 0, fault: 0 };
        whole.seconds.push(...part.seconds);
        for (const outcome of ['ok', 'error', 'throttle', 'fault'] as const) whole[outcome] += part[outcome];
        seen.set(edge, whole);
      }
    }
    const expected = factsOfDocuments(documents);
    expect(summary(seen)).toEqual(summary(expected));
  });
});

/** Counts by edge, and the mean time in milliseconds. */
function summary(facts: Facts) {
  const edges = [...facts].sort(([a], [b]) => (a < b ? -1 : 1));
  return edges.map(([edge, { seconds, ...outcomes }]) => {
    const mean = seconds.reduce((sum, value) => sum + value, 0) / seconds.length;
    return { edge, ...outcomes, calls: seconds.length, meanMilliseconds: Math.round(mean * 1000) };
  });
}
