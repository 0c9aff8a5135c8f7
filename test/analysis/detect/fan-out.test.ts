import { fanOut } from '../../../analysis/detect/fan-out';
import { known, question, type Shown } from '../support/question';

/** About 1.2 calls a request, with traffic that swings by a factor of four. */
const norm: Shown[] = Array.from({ length: 60 }, (_, i) => {
  const requests = 40 + (i % 7) * 20;
  return { calls: Math.round(requests * 1.2) + (i % 5) - 2, requests };
});
const out = ({ p = 1, matters }: { p?: number; matters?: boolean }) => p < 1e-3 && matters === true;

describe('The calls per request', () => {
  test.each([
    { what: 'as usual', calls: 120, requests: 100, isOut: false },
    { what: 'of twice the highest traffic', calls: 384, requests: 320, isOut: false },
    { what: 'of a quarter of the traffic', calls: 12, requests: 10, isOut: false },
    { what: 'a quarter more', calls: 150, requests: 100, isOut: false },
    { what: 'three times, by retries', calls: 360, requests: 100, isOut: true },
    { what: 'fifty times, by a query in a loop', calls: 6_000, requests: 100, isOut: true },
    { what: 'halved', calls: 60, requests: 100, isOut: true },
  ])(
    '$what: $calls calls for $requests requests are out of the norm: $isOut',
    ({ calls, requests, isOut }) => {
      const assessment = fanOut.assess(question(norm, { calls, requests }));
      expect(assessment).toMatchObject({ signal: 'fanOut', verdict: 'normal', kind: 'fan-out' });
      expect(assessment.observed).toEqual({
        value: calls / requests,
        unit: 'callsPerRequest',
        count: requests,
      });
      expect(assessment.expected?.center).toBeCloseTo(1.2, 1);
      expect(out(assessment)).toBe(isOut);
    },
  );

  test('are judged by effect beside significance, absolute and relative', () => {
    const rare = Array.from({ length: 60 }, () => ({ calls: 10, requests: 1_000 }));
    expect(fanOut.assess(question(rare, { calls: 50, requests: 1_000 })).matters).toBe(false);
    expect(fanOut.assess(question(rare, { calls: 500, requests: 1_000 })).matters).toBe(true);
  });

  test('are not surprising where windows always differed so much', () => {
    const wild = norm.map(({ requests = 0 }, i) => ({ calls: requests * 2 ** (i % 3), requests }));
    expect(out(fanOut.assess(question(wild, { calls: 400, requests: 100 })))).toBe(false);
  });

  test.each([
    ['its caller shows no requests', { calls: 100 }, {}],
    ['there are fewer requests than needed', { calls: 100, requests: 4 }, {}],
    ['neither the norm nor the window has enough calls', { calls: 4, requests: 3 }, {}],
    ['there are no calls', { calls: 0, requests: 100 }, {}],
    ['it is about a node', { calls: 100, requests: 100 }, { subject: 'b||' }],
  ])('are insufficient data where %s', (_what, shown, rest) => {
    expect(fanOut.assess(question(norm, shown, rest)).verdict).toBe('insufficientData');
  });

  test.each([
    ['the window teaches', norm, { learning: true }],
    ['the edge is a candidate', norm, { known: known('candidate') }],
    ['too few windows showed both', norm.map((shown, i) => (i < 40 ? { calls: shown.calls } : shown)), {}],
  ])('are learning where %s', (_what, past, rest) => {
    expect(fanOut.assess(question(past, { calls: 300, requests: 100 }, rest)).verdict).toBe('learning');
  });
});
