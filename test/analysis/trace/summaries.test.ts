import type { TraceReading } from '../../../analysis/model/trace-shape';
import { stretchOf } from '../../../analysis/trace/stretch';
import { readSummaries } from '../../../analysis/trace/summaries';

const lambda = (Name: string, more: object = {}) => ({
  Name,
  Names: [Name],
  Type: 'AWS::Lambda::Function',
  ...more,
});
const table = (Name: string) => ({ Name, Names: [Name], Type: 'AWS::DynamoDB::Table' });
const summary = (Id: string, entry: unknown, services: unknown, more: object = {}) => ({
  Id,
  IsPartial: false,
  EntryPoint: entry,
  ServiceIds: services,
  Http: { HttpURL: 'https://shop.example.com/?card=4111', ClientIp: '203.0.113.9' },
  Users: [{ UserName: 'jane' }],
  ...more,
});
const web = lambda('web');

/** The shapes of a reading with keys in full: entry point, services, traces. */
const shapesOf = ({ traces }: TraceReading): unknown[] =>
  traces.status === 'read'
    ? traces.shapes.map(([entry, services, count]) => [
        traces.services[entry],
        services.map((number) => traces.services[number]),
        count,
      ])
    : [];

const w = 'web|AWS::Lambda::Function|';
const o = 'orders|AWS::DynamoDB::Table|';

describe('Trace summaries', () => {
  test('become sets of services by entry point, whatever their order, with examples', () => {
    const reading = readSummaries(
      [
        summary('1-d', web, [table('orders'), web]),
        summary('1-c', lambda('admin'), [lambda('admin')]),
        summary('1-b', web, [web, table('orders'), web]),
        summary('1-a', web, [web]),
      ],
      [],
      7,
    );
    const admin = 'admin|AWS::Lambda::Function|';
    expect(shapesOf(reading)).toEqual([
      [admin, [admin], 1],
      [w, [o, w], 2],
      [w, [w], 1],
    ]);
    expect(reading.examples).toEqual([['1-c'], ['1-d', '1-b'], ['1-a']]);
    expect(reading.traces).toMatchObject({ scanned: 7, partial: 0, withoutEntry: 0 });
  });

  test('name services as the graph does: hosts in lower case, aliases renamed, the own account left out', () => {
    const reading = readSummaries(
      [
        summary('1-a', web, [
          lambda('web', { AccountId: 'all' }),
          { Name: 'API.Example.com.', Type: 'remote' },
          { Name: 'orders-2', Type: 'AWS::DynamoDB::Table' },
          { Name: '169.254.169.254', Type: 'remote' },
          { Name: 'shop', Type: 'client' },
        ]),
      ],
      [{ name: 'orders-2', to: { name: 'orders' } }],
    );
    expect(shapesOf(reading)).toEqual([[w, ['api.example.com|remote|', o, w], 1]]);
    expect(reading.rejects).toEqual([]);
  });

  test('that are partial or have no entry point are counted and not used', () => {
    const reading = readSummaries(
      [
        summary('1-a', web, [web], { IsPartial: true }),
        summary('1-b', undefined, [web]),
        summary('1-c', null, [web]),
        summary('1-d', web, [web]),
      ],
      [],
    );
    expect(reading.traces).toMatchObject({ partial: 1, withoutEntry: 2, scanned: 4 });
    expect(shapesOf(reading)).toEqual([[w, [w], 1]]);
  });

  test.each([
    ['services that are no list', summary('1-a', web, 'web')],
    ['no services', summary('1-a', web, [])],
    ['services without names', summary('1-a', web, [{ Type: 'remote' }, null, 7])],
    ['an entry point without a name', summary('1-a', {}, [web])],
  ])('with %s are rejected with their id', (_what, bad) => {
    const reading = readSummaries([bad], []);
    expect(shapesOf(reading)).toEqual([]);
    expect(reading.rejects).toEqual([
      { what: 'trace', reason: 'summary without usable services', at: '1-a' },
    ]);
  });

  test.each([null, 7, 'x', {}, []])('of which one is %p never throw', (odd) => {
    expect(() => readSummaries([odd], [])).not.toThrow();
  });

  test('leave nothing of persons, addresses and what was asked for', () => {
    expect(JSON.stringify(readSummaries([summary('1-a', web, [web])], []))).not.toMatch(/jane|4111|203\.0/);
  });
});

describe('The stretch of a window that is sampled', () => {
  const window = { start: 1_790_000_100, end: 1_790_000_400 };

  test.each([0, 20, 100])('is all of it at %d requests', (requests) => {
    expect(stretchOf(window, requests, 100)).toEqual(window);
  });

  test.each([
    [101, 298],
    [200, 150],
    [3_000, 10],
    [1e9, 1],
  ])('of %d requests is %d seconds long, somewhere inside', (requests, seconds) => {
    const { start, end } = stretchOf(window, requests, 100);
    expect(end - start).toBe(seconds);
    expect(start).toBeGreaterThanOrEqual(window.start);
    expect(end).toBeLessThanOrEqual(window.end);
  });

  test('lies elsewhere in each window, at the full minute as often as not', () => {
    const starts = Array.from({ length: 2_000 }, (_, i) => {
      const at = { start: i * 300, end: i * 300 + 300 };
      return stretchOf(at, 3_000, 100).start - at.start;
    });
    expect(new Set(starts).size).toBeGreaterThan(280);
    const early = starts.filter((start) => start < 100).length;
    expect(early).toBeGreaterThan(600);
    expect(early).toBeLessThan(800);
  });
});
