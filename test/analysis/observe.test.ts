import { decodeGraph } from '../../analysis/graph/decode';
import { noOutcomes } from '../../analysis/model/outcomes';
import { entryRequests, observe } from '../../analysis/observe';
import { statisticsOf } from '../laws/xray';

const window = { start: 0, end: 300 };
const calls = (count: number) => statisticsOf({ seconds: new Array<number>(count).fill(0.2) });
const decoded = decodeGraph(
  [
    [
      {
        ReferenceId: 0,
        Name: 'outside',
        Type: 'client',
        State: 'unknown',
        Edges: [{ ReferenceId: 1, ...calls(4) }],
      },
      {
        ReferenceId: 1,
        Name: 'shop',
        State: 'active',
        ...calls(5),
        Edges: [
          { ReferenceId: 2, ...calls(3) },
          { ReferenceId: 3, ...calls(0) },
          { ReferenceId: 4 },
          {
            ReferenceId: 2,
            EdgeType: 'link',
            SummaryStatistics: {},
            ReceivedEventAgeHistogram: [{ Value: 2, Count: 3 }],
          },
        ],
      },
      { ReferenceId: 2, Name: 'table', State: 'unknown', ...calls(3) },
      { ReferenceId: 3, Name: 'idle', State: 'unknown' },
      { ReferenceId: 4, Name: 'uncounted', State: 'unknown' },
    ],
  ],
  window,
);
const observations = observe(decoded.graph);
const of = (subject: string) => observations.find((o) => o.subject === subject);

describe('What is observed', () => {
  test('of an active node are its own numbers', () => {
    expect(of('shop||')).toMatchObject({ seen: true, outcomes: { ok: 5, total: 5 }, latencySumSeconds: 1 });
  });

  test('of an inferred node is its presence alone, because it repeats its callers', () => {
    expect(of('table||')).toEqual({
      subject: 'table||',
      seen: true,
      outcomes: noOutcomes,
      latency: [],
      latencySumSeconds: 0,
    });
  });

  test('of a call are its outcomes and response time', () => {
    expect(of('shop||>table||')).toMatchObject({ seen: true, outcomes: { ok: 3, total: 3 } });
  });

  test('of a listed call that never happened is that it was not seen', () => {
    expect(of('shop||>idle||')).toMatchObject({ seen: false, outcomes: noOutcomes });
  });

  test('of a call that X-Ray could not count is that it was seen', () => {
    expect(of('shop||>uncounted||')).toMatchObject({ seen: true, outcomes: noOutcomes });
  });

  test('of a link are its events, all ok, and their age within 1 %', () => {
    const link = of('shop||>>table||');
    expect(link).toMatchObject({ seen: true, outcomes: { ok: 3, fault: 0, total: 3 } });
    expect(Math.abs((link?.latencySumSeconds ?? 0) / 6 - 1)).toBeLessThanOrEqual(0.01);
  });

  test('is sorted by subject', () => {
    const subjects = observations.map(({ subject }) => subject);
    expect(subjects).toEqual([...subjects].sort());
  });
});

describe('Requests that entered the system', () => {
  test('are those of its clients, or without a client those of the busiest subject', () => {
    expect(entryRequests(observations)).toBe(4);
    expect(entryRequests(observations.filter(({ subject }) => !subject.startsWith('outside')))).toBe(5);
    expect(entryRequests([])).toBe(0);
  });
});
