/** Statistics by time. About 15 requests. */
import {
  type EdgeStatistics,
  GetTimeSeriesServiceStatisticsCommand,
  type GetTimeSeriesServiceStatisticsCommandInput,
  paginateGetTimeSeriesServiceStatistics,
  type TimeSeriesServiceStatistics,
} from '@aws-sdk/client-xray';
import { toTable } from '../support/documents';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { send } from './support/put';
import type { TestedService } from './support/service';
import { eventually } from './support/settle';
import { sources } from './support/sources';
import { Story } from './support/story';

const source = sources.api('GetTimeSeriesServiceStatistics');

/** The ten minutes around a story. */
const around = (story: Story) => ({ StartTime: story.at(-300), EndTime: new Date() });

/** Three requests at `web`, one of them a fault, each with a good call to a table. */
async function requests(service: TestedService): Promise<Story> {
  const story = new Story();
  const segments = ['a', 'b', 'c'].map((label) => {
    const put = story.part(`put ${label}`, 'DynamoDB', [0.25, 0.5], toTable(story.named('orders')));
    const ids = { id: story.id(`web ${label}`), trace_id: story.trace(label) };
    return story.segment('web', [0, 1], { ...ids, subsegments: [put], fault: label === 'a' });
  });
  await send(service, segments);
  return story;
}

async function seriesOf(
  { client }: TestedService,
  input: GetTimeSeriesServiceStatisticsCommandInput,
): Promise<readonly TimeSeriesServiceStatistics[]> {
  const entries: TimeSeriesServiceStatistics[] = [];
  for await (const page of paginateGetTimeSeriesServiceStatistics({ client }, input))
    entries.push(...(page.TimeSeriesServiceStatistics ?? []));
  return entries;
}

/** Ok, fault and all requests of a series. */
function sumsOf(statistics: readonly (EdgeStatistics | undefined)[]): readonly number[] {
  const sum = (count: (one: EdgeStatistics | undefined) => number | undefined) =>
    statistics.reduce((total, one) => total + (count(one) ?? 0), 0);
  return [
    sum((one) => one?.OkCount),
    sum((one) => one?.FaultStatistics?.TotalCount),
    sum((one) => one?.TotalCount),
  ];
}

const refuses = (behaviour: string, from: string, part: object, assumed?: true): Behaviour => ({
  behaviour,
  source: from,
  ...(assumed ? { assumed } : {}),
  check: async ({ client }) => {
    const input = { ...around(new Story()), ...part };
    const sent = client.send(new GetTimeSeriesServiceStatisticsCommand(input));
    await expect(sent).rejects.toMatchObject({ name: 'InvalidRequestException' });
  },
});

const behaviours: readonly Behaviour[] = [
  {
    behaviour: 'A selected service’s statistics are its node’s, minute by minute, with the response times',
    source,
    check: async (service) => {
      const story = await requests(service);
      const EntitySelectorExpression = `service("${story.named('web')}")`;
      await eventually(service, async () => {
        const series = await seriesOf(service, { ...around(story), EntitySelectorExpression, Period: 60 });
        expect(sumsOf(series.map((one) => one.ServiceSummaryStatistics))).toEqual([2, 1, 3]);
        const times = series.flatMap(({ ResponseTimeHistogram = [] }) => ResponseTimeHistogram);
        expect(times.reduce((sum, { Count = 0 }) => sum + Count, 0)).toBe(3);
        for (const { Timestamp } of series) expect(Timestamp).toBeInstanceOf(Date);
      });
    },
  },
  {
    behaviour: 'A selected edge’s statistics are the caller’s',
    source,
    check: async (service) => {
      const story = await requests(service);
      const EntitySelectorExpression = `edge("${story.named('web')}", "${story.named('orders')}")`;
      await eventually(service, async () => {
        const series = await seriesOf(service, { ...around(story), EntitySelectorExpression, Period: 60 });
        expect(sumsOf(series.map((one) => one.EdgeSummaryStatistics))).toEqual([3, 0, 3]);
        expect(series.flatMap(({ ServiceSummaryStatistics = [] }) => ServiceSummaryStatistics)).toEqual([]);
      });
    },
  },
  {
    behaviour: 'A service may be selected by id()',
    source,
    check: async (service) => {
      const story = await requests(service);
      const EntitySelectorExpression = `id(name: "${story.named('orders')}", type: "AWS::DynamoDB::Table")`;
      await eventually(service, async () => {
        const series = await seriesOf(service, { ...around(story), EntitySelectorExpression, Period: 60 });
        expect(sumsOf(series.map((one) => one.ServiceSummaryStatistics))).toEqual([3, 0, 3]);
      });
    },
  },
  {
    behaviour: 'Without a selector the statistics are those of edges',
    source,
    check: async (service) => {
      const story = await requests(service);
      await eventually(service, async () => {
        const series = await seriesOf(service, { ...around(story), Period: 60 });
        expect(sumsOf(series.map((one) => one.EdgeSummaryStatistics))[2]).toBeGreaterThanOrEqual(6);
        expect(series.flatMap(({ ServiceSummaryStatistics = [] }) => ServiceSummaryStatistics)).toEqual([]);
      });
    },
  },
  refuses('An empty selector is an InvalidRequestException', sources.field, { EntitySelectorExpression: '' }),
  refuses('A selector that cannot be read is an InvalidRequestException', source, {
    EntitySelectorExpression: 'service(',
  }),
  refuses(
    'A forecast of a selected edge is an InvalidRequestException',
    source,
    { ForecastStatistics: true, EntitySelectorExpression: 'edge("a", "b")' },
    true,
  ),
  refuses(
    'A period that is no whole number of minutes is an InvalidRequestException',
    sources.undocumented,
    { Period: 90 },
    true,
  ),
];

conforms('Statistics by time', behaviours);
