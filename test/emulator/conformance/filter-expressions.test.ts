/** Which traces a filter expression finds. About 30 requests: five traces, and a query or two an expression. */
import { type GetTraceSummariesCommandInput, paginateGetTraceSummaries } from '@aws-sdk/client-xray';
import { type Raw, toTable } from '../support/documents';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { send } from './support/put';
import type { TestedService } from './support/service';
import { eventually } from './support/settle';
import { sources } from './support/sources';
import { inProgress, STORY_SECONDS, Story } from './support/story';

const story = new Story();
const WEB = story.named('web');
const ORDERS = story.named('orders');

/** The one segment of a trace of this label; every trace can be told by its annotation `story`. */
function told(
  label: string,
  length: number,
  { annotations = {}, ...more }: Raw & { annotations?: Raw },
): Raw {
  return story.segment('web', [0, length], {
    id: story.id(label),
    trace_id: story.trace(label),
    annotations: { story: story.mark, ...annotations },
    ...more,
  });
}

const http = (url: string, method: string, status: number) => ({
  http: { request: { url, method }, response: { status } },
});
const exceptions = [{ id: story.id('exception'), type: 'Timeout', message: `lost ${story.mark}` }];
const TRACES: readonly Raw[] = [
  told('slow', 3, { ...http('https://shop.example/cart', 'GET', 200), user: 'ada' }),
  told('failed', 0.5, {
    ...http('https://shop.example/pay', 'POST', 500),
    fault: true,
    cause: { exceptions },
  }),
  told('lost', 0.5, { ...http('https://shop.example/none', 'GET', 404), error: true }),
  told('stored', 0.5, {
    annotations: { tier: 'gold', amount: 30 },
    subsegments: [story.part('put', 'DynamoDB', [0.125, 0.25], toTable(ORDERS))],
  }),
  inProgress(told('open', 0, {})),
];
const ALL = ['slow', 'failed', 'lost', 'stored', 'open'];

/** The labels of the story's traces that an expression finds. */
async function found({ client }: TestedService, expression: string): Promise<readonly string[]> {
  const input: GetTraceSummariesCommandInput = {
    StartTime: story.at(0),
    EndTime: story.at(STORY_SECONDS),
    Sampling: false,
    FilterExpression: `${expression} AND annotation.story = "${story.mark}"`,
  };
  const ids: (string | undefined)[] = [];
  for await (const page of paginateGetTraceSummaries({ client }, input))
    ids.push(...(page.TraceSummaries ?? []).map(({ Id }) => Id));
  return ALL.filter((label) => ids.includes(story.trace(label)));
}

let sent: Promise<void> | undefined;
const finds = (expression: string, labels: readonly string[], assumed?: true): Behaviour => ({
  behaviour: `${story.plain(expression).replaceAll(story.mark, '')} finds the traces ${labels.join(', ')}`,
  source: sources.filters,
  ...(assumed ? { assumed } : {}),
  check: async (service) => {
    sent ??= send(service, TRACES);
    await sent;
    await eventually(service, async () => expect(await found(service, expression)).toEqual(labels));
  },
});

conforms('Filter expressions', [
  finds('service()', ALL),
  finds(`service("${WEB}")`, ALL),
  finds('fault', ['failed']),
  finds('error', ['lost']),
  finds('ok !partial', ['slow', 'stored']),
  finds('partial', ['open']),
  finds('responsetime > 2', ['slow']),
  finds('duration >= 0.25 AND duration < 2', ['failed', 'lost', 'stored']),
  finds('http.status = 404', ['lost']),
  finds('http.url CONTAINS "/cart"', ['slow']),
  finds('http.method = "POST"', ['failed']),
  finds('user = "ada"', ['slow']),
  finds('annotation.tier = "gold"', ['stored']),
  finds('annotation[amount] > 29', ['stored']),
  finds('!annotation.tier', ['slow', 'failed', 'lost', 'open']),
  finds(`service("${WEB}") { fault }`, ['failed']),
  finds(`edge("${WEB}", "${ORDERS}")`, ['stored']),
  finds(`service(id(name: "${ORDERS}", type: "AWS::DynamoDB::Table"))`, ['stored']),
  finds(`rootcause.fault.service { name = "${WEB}" }`, ['failed']),
  finds(`rootcause.fault.exception { message = "lost ${story.mark}" }`, ['failed']),
  finds('ok', ['slow', 'stored', 'open'], true),
  finds(`service(id(name: "${ORDERS}")) { inferred }`, ['stored'], true),
]);
