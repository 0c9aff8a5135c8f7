/** What the reading operations refuse, and how. About 15 requests. */
import {
  GetServiceGraphCommand,
  GetTimeSeriesServiceStatisticsCommand,
  GetTraceSummariesCommand,
  type XRayClient,
} from '@aws-sdk/client-xray';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import { Story } from './support/story';

const { api, field, undocumented } = sources;
const SIX_HOURS = 'Time range cannot be longer than 6 hours';
const ago = (seconds: number) => new Date(Date.now() - seconds * 1000);
const HOUR = 3600;
const DAY = 86_400;
const lastHour = () => ({ StartTime: ago(HOUR), EndTime: ago(0) });
const sevenHours = () => ({ StartTime: ago(7 * HOUR), EndTime: ago(0) });

const graph = (part: object) => new GetServiceGraphCommand({ ...lastHour(), ...part });
const summaries = (part: object) => new GetTraceSummariesCommand({ ...lastHour(), ...part });
const series = (part: object) => new GetTimeSeriesServiceStatisticsCommand({ ...lastHour(), ...part });

/** Something that is an InvalidRequestException. */
interface Refusal {
  readonly what: string;
  readonly source: string;
  readonly assumed?: true;
  readonly ask: (client: XRayClient) => Promise<unknown>;
  /** The text, where it is known. */
  readonly text?: string;
}

const REFUSALS: readonly Refusal[] = [
  {
    what: 'A graph of seven hours',
    source: field,
    ask: (client) => client.send(graph(sevenHours())),
    text: SIX_HOURS,
  },
  {
    what: 'A query for summaries of seven hours',
    source: undocumented,
    assumed: true,
    ask: (client) => client.send(summaries(sevenHours())),
  },
  {
    what: 'Statistics by time of seven hours',
    source: undocumented,
    assumed: true,
    ask: (client) => client.send(series(sevenHours())),
  },
  {
    what: 'A graph that ends before it starts',
    source: api('GetServiceGraph'),
    ask: (client) => client.send(graph({ StartTime: ago(0), EndTime: ago(HOUR) })),
  },
  {
    what: 'A query that ends before it starts',
    source: api('GetTraceSummaries'),
    ask: (client) => client.send(summaries({ StartTime: ago(0), EndTime: ago(HOUR) })),
  },
  {
    what: 'A graph that ends when it starts',
    source: undocumented,
    assumed: true,
    ask: (client) => {
      const StartTime = ago(HOUR);
      return client.send(graph({ StartTime, EndTime: StartTime }));
    },
  },
  {
    what: 'A graph from 31 days ago',
    source: undocumented,
    assumed: true,
    ask: (client) => client.send(graph({ StartTime: ago(31 * DAY), EndTime: ago(31 * DAY - HOUR) })),
  },
  {
    what: 'A graph without StartTime',
    source: api('GetServiceGraph'),
    ask: (client) => client.send(graph({ StartTime: undefined })),
  },
  {
    what: 'A graph of an unknown group',
    source: api('GetServiceGraph'),
    ask: (client) => client.send(graph({ GroupName: new Story().named('g') })),
  },
  {
    what: 'A page by a token that nobody gave',
    source: api('GetServiceGraph'),
    ask: (client) => client.send(graph({ NextToken: 'bm9ib2R5' })),
  },
  {
    what: 'A filter expression with an unknown keyword',
    source: sources.filters,
    ask: (client) => client.send(summaries({ FilterExpression: 'colour = "red"' })),
  },
  {
    what: 'A filter expression that ends too early',
    source: sources.filters,
    ask: (client) => client.send(summaries({ FilterExpression: 'service("web") {' })),
  },
];

conforms(
  'Refusals',
  REFUSALS.map(
    ({ what, source, assumed, ask, text }): Behaviour => ({
      behaviour: `${what} is an InvalidRequestException${text === undefined ? '' : `: ${text}`}`,
      source,
      ...(assumed ? { assumed } : {}),
      check: async ({ client }) => {
        await expect(ask(client)).rejects.toMatchObject({
          name: 'InvalidRequestException',
          $fault: 'client',
          $metadata: { httpStatusCode: 400 },
          message: text === undefined ? expect.stringMatching(/\S/) : expect.stringContaining(text),
        });
      },
    }),
  ),
);
