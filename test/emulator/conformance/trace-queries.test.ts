/** Which traces a time range has, in which order and how counted. About 35 requests. */
import {
  GetTraceSummariesCommand,
  type GetTraceSummariesCommandInput,
  type GetTraceSummariesCommandOutput,
  paginateGetTraceSummaries,
} from '@aws-sdk/client-xray';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { send } from './support/put';
import type { TestedService } from './support/service';
import { eventually } from './support/settle';
import { sources } from './support/sources';
import { Story } from './support/story';

const { getting, undocumented, api } = sources;
type Query = Pick<GetTraceSummariesCommandInput, 'TimeRangeType' | 'Sampling' | 'SamplingStrategy'>;

/** All pages of the summaries between two seconds of a story. */
async function pagesOf(
  { client }: TestedService,
  story: Story,
  [from, to]: readonly [number, number],
  query: Query = {},
): Promise<readonly GetTraceSummariesCommandOutput[]> {
  const input = { StartTime: story.at(from), EndTime: story.at(to), Sampling: false, ...query };
  const pages: GetTraceSummariesCommandOutput[] = [];
  for await (const page of paginateGetTraceSummaries({ client }, input)) pages.push(page);
  return pages;
}

const summariesOf = (pages: readonly GetTraceSummariesCommandOutput[]) =>
  pages.flatMap(({ TraceSummaries = [] }) => TraceSummaries);

/** A trace whose id says second 4, with one segment from second 4 to 8. */
async function oneTrace(service: TestedService): Promise<Story> {
  const story = new Story();
  await send(service, [story.segment('web', [4, 8], { trace_id: story.trace('', 4) })]);
  return story;
}

/** A trace of the seconds 4 to 8 is in a range, or is not. */
const ranges = (
  type: Query['TimeRangeType'],
  [from, to]: readonly [number, number],
  isIn: boolean,
  assumed?: true,
): Behaviour => ({
  behaviour: `Asked by ${type ?? 'default'}, a trace of the seconds 4 to 8 is ${isIn ? '' : 'not '}in [${from}, ${to})`,
  source: assumed ? undocumented : api('GetTraceSummaries'),
  ...(assumed ? { assumed } : {}),
  check: async (service) => {
    const story = await oneTrace(service);
    const query = type === undefined ? {} : { TimeRangeType: type };
    const seen = async (range: readonly [number, number], more: Query) =>
      summariesOf(await pagesOf(service, story, range, more)).some(({ Id }) => Id === story.trace());
    await eventually(service, async () => expect(await seen([4, 5], {})).toBe(true));
    await eventually(service, async () => expect(await seen([from, to], query)).toBe(isIn));
  },
});

const queries: readonly Behaviour[] = [
  {
    behaviour:
      'Traces come newest first, pages looking at TracesProcessedCount of them from ApproximateTime on',
    source: getting,
    check: async (service) => {
      const story = new Story();
      const seconds = [2, 8, 5];
      const segments = seconds.map((second) =>
        story.segment('web', [second, second + 1], {
          id: story.id(`${second}`),
          trace_id: story.trace(`${second}`, second),
        }),
      );
      await send(service, segments);
      await eventually(service, async () => {
        const pages = await pagesOf(service, story, [0, 20]);
        const ids = summariesOf(pages).map(({ Id }) => Id);
        const own = [8, 5, 2].map((second) => story.trace(`${second}`, second));
        expect(ids.filter((id) => own.some((one) => one === id))).toEqual(own);
        const looked = pages.reduce((sum, { TracesProcessedCount = 0 }) => sum + TracesProcessedCount, 0);
        expect(looked).toBeGreaterThanOrEqual(own.length);
        for (const { ApproximateTime } of pages) expect(ApproximateTime).toBeInstanceOf(Date);
      });
    },
  },
  {
    behaviour: 'Asked by Event, a summary says which moment of the range it was found by',
    source: undocumented,
    assumed: true,
    check: async (service) => {
      const story = await oneTrace(service);
      await eventually(service, async () => {
        const summaries = summariesOf(await pagesOf(service, story, [6, 20], { TimeRangeType: 'Event' }));
        const found = summaries.find(({ Id }) => Id === story.trace());
        expect(found?.MatchedEventTime).toEqual(story.at(8));
      });
    },
  },
  {
    behaviour: 'A fixed rate of 1 leaves no trace out',
    source: api('SamplingStrategy'),
    check: async (service) => {
      const story = await oneTrace(service);
      const query = { Sampling: true, SamplingStrategy: { Name: 'FixedRate', Value: 1 } } as const;
      await eventually(service, async () => {
        const ids = summariesOf(await pagesOf(service, story, [4, 5], query)).map(({ Id }) => Id);
        expect(ids).toContain(story.trace());
      });
    },
  },
  {
    behaviour: 'A time range type that is none is an InvalidRequestException',
    source: api('GetTraceSummaries'),
    check: async ({ client }) => {
      const story = new Story();
      const input = {
        StartTime: story.at(0),
        EndTime: story.at(1),
        TimeRangeType: 'Birth' as 'Event', // no SDK type allows it, a careless client may send it
      };
      const sent = client.send(new GetTraceSummariesCommand(input));
      await expect(sent).rejects.toMatchObject({ name: 'InvalidRequestException' });
    },
  },
];

conforms('Trace queries', [
  ranges(undefined, [4, 5], true),
  ranges(undefined, [5, 9], false),
  ranges('TraceId', [4, 5], true),
  ranges('TraceId', [3, 4], false, true),
  ranges('Service', [8, 9], true),
  ranges('Service', [4, 5], false),
  ranges('Event', [8, 9], true, true),
  ranges('Event', [9, 10], false, true),
  ...queries,
]);
