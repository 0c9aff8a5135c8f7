import fc from 'fast-check';
import { Faults } from '../../../emulator/faults/faults';
import { anyPlan } from './support/plans';

const anyRequest = fc.record({
  operation: fc.constantFrom('GetServiceGraph', 'GetTraceSummaries', 'PutTraceSegments', 'GetGroups'),
  page: fc.integer({ min: 1, max: 5 }),
});
const anyDocument = fc.record({ text: fc.string(), traceId: fc.constantFrom('a', 'b', 'c', 'd') });
const anyDay = fc.record({
  plan: anyPlan,
  requests: fc.array(anyRequest, { maxLength: 30 }),
  documents: fc.array(anyDocument, { maxLength: 30 }),
});
const lived = (
  faults: Faults,
  { requests, documents }: typeof anyDay extends fc.Arbitrary<infer D> ? D : never,
) => [
  requests.map((request) => faults.strikeRequest(request)),
  documents.map((document) => faults.strikeDocument(document)),
  faults.report(),
];

test('equal plans and equal requests meet equal faults, also when a plan is put into force again', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const faults = new Faults(day.plan);
      const first = lived(faults, day);
      faults.replace(faults.report().plan);
      expect(lived(faults, day)).toEqual(first);
    }),
  );
});

test('no fault is hit more often than it was asked, or than it may be', () => {
  fc.assert(
    fc.property(anyDay, (day) => {
      const faults = new Faults(day.plan);
      lived(faults, day);
      const { plan, counts } = faults.report();
      expect(counts.map(({ kind }) => kind)).toEqual(plan.faults.map(({ kind }) => kind));
      counts.forEach(({ asked, hit }, index) => {
        const fault = plan.faults[index];
        const times = (fault && 'times' in fault && fault.times) || Number.POSITIVE_INFINITY;
        expect(hit).toBeLessThanOrEqual(Math.min(asked, times));
        expect(asked).toBeLessThanOrEqual(Math.max(day.requests.length, day.documents.length));
      });
    }),
  );
});

test('whether documents are late or taken twice does not depend on their order', () => {
  const faults = new Faults({
    faults: [
      { kind: 'late', seconds: 5, share: 0.5 },
      { kind: 'duplicate', share: 0.5 },
    ],
  });
  fc.assert(
    fc.property(fc.array(anyDocument), (documents) => {
      const strikes = documents.map((document) => faults.strikeDocument(document));
      const backwards = [...documents].reverse().map((document) => faults.strikeDocument(document));
      expect(backwards.reverse()).toEqual(strikes);
    }),
  );
});

test.each([0, 0.1, 0.5, 1])('a rate or share of %d is met in the long run', (part) => {
  const faults = new Faults({
    seed: 3,
    faults: [
      { kind: 'latency', milliseconds: 1, rate: part },
      { kind: 'late', seconds: 1, share: part },
    ],
  });
  for (let n = 0; n < 4000; n++) {
    faults.strikeRequest({ operation: 'GetGroups', page: 1 });
    faults.strikeDocument({ text: '', traceId: `${n}` });
  }
  // Four standard deviations of a binomial count, at most 2 of 100.
  for (const { hit } of faults.report().counts) {
    expect(Math.abs(hit / 4000 - part)).toBeLessThanOrEqual(4 * Math.sqrt((part * (1 - part)) / 4000));
  }
});

test('uniform delays stay in their range and fill it', () => {
  const faults = new Faults({ faults: [{ kind: 'latency', milliseconds: [10, 20] }] });
  const delays = Array.from(
    { length: 1000 },
    () => faults.strikeRequest({ operation: 'GetGroups', page: 1 }).milliseconds,
  );
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(10);
  expect(Math.max(...delays)).toBeLessThan(20);
  expect(Math.max(...delays) - Math.min(...delays)).toBeGreaterThan(9);
});
