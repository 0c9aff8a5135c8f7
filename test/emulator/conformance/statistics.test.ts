/** The numbers of a service graph: counts, histograms, and whose they are. About 20 requests. */
import type { Edge, Service } from '@aws-sdk/client-xray';
import { type Raw, toHost, toTable } from '../support/documents';
import { countsOf } from '../support/sketch';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import type { Story } from './support/story';
import { readGraph, type StoryGraph } from './support/story-graph';
import { seenTogether, type Told } from './support/told';

/** How a segment with these members counts. */
interface Outcome {
  readonly flags: Raw;
  readonly counted: string;
  /** ok, error, throttle, fault, total. */
  readonly counts: readonly number[];
  readonly source: string;
  readonly assumed?: true;
}

const status = (code: number) => ({ http: { response: { status: code } } });
const { segments, concepts, undocumented } = sources;
const OUTCOMES: readonly Outcome[] = [
  { flags: {}, counted: 'ok', counts: [1, 0, 0, 0, 1], source: concepts },
  { flags: { error: true }, counted: 'an error', counts: [0, 1, 0, 0, 1], source: segments },
  {
    flags: { error: true, throttle: true },
    counted: 'a throttle, which is an error',
    counts: [0, 0, 1, 0, 1],
    source: segments,
  },
  { flags: { fault: true }, counted: 'a fault', counts: [0, 0, 0, 1, 1], source: segments },
  {
    flags: { error: true, throttle: true, fault: true },
    counted: 'a fault alone',
    counts: [0, 0, 0, 1, 1],
    source: undocumented,
    assumed: true,
  },
  { flags: status(404), counted: 'an error', counts: [0, 1, 0, 0, 1], source: undocumented, assumed: true },
  { flags: status(429), counted: 'a throttle', counts: [0, 0, 1, 0, 1], source: undocumented, assumed: true },
  { flags: status(503), counted: 'a fault', counts: [0, 0, 0, 1, 1], source: undocumented, assumed: true },
  {
    flags: { error: false, ...status(500) },
    counted: 'ok',
    counts: [1, 0, 0, 0, 1],
    source: undocumented,
    assumed: true,
  },
];

const outcomes = OUTCOMES.map(
  ({ flags, counted, counts, source, assumed }): Told<StoryGraph> => ({
    behaviour: `A segment with ${JSON.stringify(flags)} counts as ${counted}`,
    source,
    ...(assumed ? { assumed } : {}),
    sends: (story) => [[story.segment('web', [0, 1], flags)]],
    shows: (graph) => expect(countsOf(graph.node('web|'))).toEqual(counts),
  }),
);

/** Four requests that end in four ways, each with a call that ends otherwise. */
function mixture(story: Story): Raw[] {
  const ends: Raw[] = [{}, { error: true }, { error: true, throttle: true }, { fault: true }];
  return ends.map((flags, n) => {
    const call = story.part(`call ${n}`, 'DynamoDB', [0.125, 0.25 + n / 8], {
      ...toTable(story.named('orders')),
      ...ends.at(n - 1),
    });
    const more = { id: story.id(`web ${n}`), trace_id: story.trace(`${n}`), subsegments: [call], ...flags };
    return story.segment('web', [0, 1 + n / 8], more);
  });
}

function obeysTheSums({ SummaryStatistics: sums, ResponseTimeHistogram: times = [] }: Service | Edge): void {
  const { OkCount = 0, ErrorStatistics: error, FaultStatistics: fault, TotalCount = 0 } = sums ?? {};
  expect(TotalCount).toBe(4);
  expect(OkCount + (error?.TotalCount ?? 0) + (fault?.TotalCount ?? 0)).toBe(TotalCount);
  expect((error?.ThrottleCount ?? 0) + (error?.OtherCount ?? 0)).toBe(error?.TotalCount);
  expect(times.reduce((sum, { Count = 0 }) => sum + Count, 0)).toBe(TotalCount);
  const seconds = times.reduce((sum, { Count = 0, Value = 0 }) => sum + Count * Value, 0);
  expect(seconds).toBeCloseTo(sums?.TotalResponseTime ?? 0, 2);
}

const numbers: readonly Told<StoryGraph>[] = [
  {
    behaviour: 'Ok, errors and faults add up to the total, and so does the histogram, of each node and edge',
    source: sources.getting,
    sends: (story) => [mixture(story)],
    shows: (graph) => {
      const orders = 'orders|AWS::DynamoDB::Table';
      for (const one of [
        graph.node('web|'),
        graph.node(orders),
        graph.edge('web|client', 'web|'),
        graph.edge('web|', orders),
      ])
        obeysTheSums(one);
    },
  },
  {
    behaviour:
      'A node has the numbers of the callee’s segment, the edge to it those of the caller’s subsegment',
    source: sources.concepts,
    sends: (story) => [
      [
        story.segment('web', [0, 1], {
          subsegments: [story.part('call', 'api', [0.25, 0.75], toHost(story.named('host')))],
        }),
        story.segment('api', [0.375, 0.625], { parent_id: story.id('call'), fault: true }),
      ],
    ],
    shows: (graph) => {
      const [call, api] = [graph.edge('web|', 'api|'), graph.node('api|')];
      expect([countsOf(call), countsOf(api)]).toEqual([
        [1, 0, 0, 0, 1],
        [0, 0, 0, 1, 1],
      ]);
      expect(call.ResponseTimeHistogram).toEqual([{ Value: 0.5, Count: 1 }]);
      expect(api.ResponseTimeHistogram).toEqual([{ Value: 0.25, Count: 1 }]);
    },
  },
  {
    behaviour: 'An inferred node has the numbers of the edge, and one time for response and duration',
    source: sources.getting,
    sends: (story) => {
      const call = story.part('call', 'DynamoDB', [0.25, 0.75], {
        ...toTable(story.named('orders')),
        error: true,
      });
      return [[story.segment('web', [0, 1], { subsegments: [call] })]];
    },
    shows: (graph) => {
      const orders = graph.node('orders|AWS::DynamoDB::Table');
      const edge = graph.edge('web|', 'orders|AWS::DynamoDB::Table');
      expect(orders).toMatchObject({ State: 'unknown', ResponseTimeHistogram: [{ Value: 0.5, Count: 1 }] });
      expect(orders.DurationHistogram).toEqual(orders.ResponseTimeHistogram);
      expect(edge).toMatchObject({
        SummaryStatistics: orders.SummaryStatistics,
        ResponseTimeHistogram: orders.ResponseTimeHistogram,
      });
    },
  },
  {
    behaviour: 'Response time ends with the response, duration with the last subsegment',
    source: sources.concepts,
    sends: (story) => [
      [story.segment('web', [0, 1])],
      [{ ...story.part('late', 'S3', [0.5, 3], { namespace: 'aws' }), ...story.alone('web') }],
    ],
    shows: (graph) => {
      const { ResponseTimeHistogram, DurationHistogram } = graph.node('web|');
      expect(ResponseTimeHistogram).toEqual([{ Value: 1, Count: 1 }]);
      expect(DurationHistogram).toEqual([{ Value: 3, Count: 1 }]);
    },
  },
  {
    behaviour: 'A histogram counts in whole milliseconds',
    source: undocumented,
    assumed: true,
    sends: (story) => [
      ['a', 'b', 'c'].map((label, n) =>
        story.segment('web', [0, 0.25 + n * 0.0001], { id: story.id(label), trace_id: story.trace(label) }),
      ),
    ],
    shows: (graph) => {
      expect(graph.node('web|').ResponseTimeHistogram).toEqual([{ Value: 0.25, Count: 3 }]);
      expect(graph.node('web|').SummaryStatistics).toMatchObject({ TotalResponseTime: 0.75 });
    },
  },
];

conforms('Statistics', seenTogether([...outcomes, ...numbers], readGraph));
