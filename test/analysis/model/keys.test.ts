import fc from 'fast-check';
import { hashOf } from '../../../analysis/model/identity';
import { familyOf, signals } from '../../../analysis/model/observation';
import { serviceId, serviceKey, serviceOfKey } from '../../../analysis/model/service';
import { splitSubjectKey, subjectKey, subjectOfKey } from '../../../analysis/model/subject';
import { contains, iso, overlaps, windowText } from '../../../analysis/model/window';

const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('>', '>>', '|', '%', '%7C', 'a>b', '__proto__', '\ud800'),
);
const service = fc
  .tuple(text, fc.option(text), fc.option(text))
  .map(([name, type, account]) => serviceId(name, type, account));

describe('A key', () => {
  test('of a service names exactly that service', () => {
    fc.assert(
      fc.property(service, service, (a, b) => {
        expect(serviceOfKey(serviceKey(a))).toEqual(a);
        expect(serviceKey(a) === serviceKey(b)).toBe(JSON.stringify(a) === JSON.stringify(b));
      }),
      { numRuns: 500 },
    );
  });

  test('of a node, call or link names exactly that subject and splits into its ends', () => {
    fc.assert(
      fc.property(
        service,
        service,
        fc.constantFrom('call' as const, 'link' as const),
        (source, target, kind) => {
          const key = subjectKey({ kind, source, target });
          expect(subjectOfKey(key)).toEqual({ kind, source, target });
          expect(splitSubjectKey(key)).toEqual({
            kind,
            source: serviceKey(source),
            target: serviceKey(target),
          });
          expect(subjectOfKey(subjectKey({ kind: 'node', target }))).toEqual({ kind: 'node', target });
        },
      ),
      { numRuns: 500 },
    );
  });

  test.each([
    { account: 'all', id: { name: 'a', type: 't' } },
    { account: null, id: { name: 'a', type: 't' } },
    { account: '', id: { name: 'a', type: 't' } },
    { account: '111122223333', id: { name: 'a', type: 't', account: '111122223333' } },
  ])('takes the account $account as $id', ({ account, id }) => {
    expect(serviceId('a', 't', account)).toEqual(id);
  });
});

describe('A hash', () => {
  test('is 16 hex digits, equal for equal lists and different for lists cut elsewhere', () => {
    fc.assert(fc.property(fc.array(text), (parts) => expect(hashOf(...parts)).toMatch(/^[0-9a-f]{16}$/)));
    expect(hashOf('ab', 'c')).not.toBe(hashOf('a', 'bc'));
    expect(hashOf('a', 1)).toBe(hashOf('a', '1'));
  });
});

describe('A window', () => {
  test.each([
    { inner: { start: 0, end: 10 }, inside: true, shared: true },
    { inner: { start: 5, end: 11 }, inside: false, shared: true },
    { inner: { start: -5, end: 0 }, inside: false, shared: false },
    { inner: { start: 10, end: 20 }, inside: false, shared: false },
  ])('[0, 10) against $inner: inside $inside, overlapping $shared', ({ inner, inside, shared }) => {
    const outer = { start: 0, end: 10 };
    expect([contains(outer, inner), overlaps(outer, inner), overlaps(inner, outer)]).toEqual([
      inside,
      shared,
      shared,
    ]);
  });

  test('is told in UTC, with milliseconds only where there are any', () => {
    expect(iso(1_767_225_600)).toBe('2026-01-01T00:00:00Z');
    expect(iso(1_767_225_600.5)).toBe('2026-01-01T00:00:00.500Z');
    expect(windowText({ start: 0, end: 300 })).toBe('1970-01-01T00:00:00Z..1970-01-01T00:05:00Z');
  });
});

describe('A signal', () => {
  test('belongs to one family', () => {
    expect(signals.map((signal) => `${signal} ${familyOf(signal)}`)).toEqual([
      'presence presence',
      'requestRate volume',
      'latency latency',
      'faultRatio outcomes',
      'errorRatio outcomes',
      'throttleRatio outcomes',
      'latencyDrift drift',
      'faultDrift drift',
      'rateDrift drift',
      'fanOut fanOut',
    ]);
  });
});
