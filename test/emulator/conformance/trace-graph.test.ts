/** The graph of single traces. About 8 requests. */
import { GetTraceGraphCommand, paginateGetTraceGraph, type Service } from '@aws-sdk/client-xray';
import { toTable } from '../support/documents';
import { countsOf } from '../support/sketch';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { send } from './support/put';
import type { TestedService } from './support/service';
import { eventually } from './support/settle';
import { sources } from './support/sources';
import { Story } from './support/story';
import { StoryGraph } from './support/story-graph';

/** Sends two traces of one shape: `web` calls a table. */
async function twoTraces(service: TestedService): Promise<Story> {
  const story = new Story();
  const trace = (label: string) => {
    const put = story.part(`put ${label}`, 'DynamoDB', [0.25, 0.5], toTable(story.named('orders')));
    const ids = { id: story.id(`web ${label}`), trace_id: story.trace(label) };
    return story.segment('web', [0, 1], { ...ids, subsegments: [put] });
  };
  await send(service, [trace('a'), trace('b')]);
  return story;
}

async function graphOf(
  { client }: TestedService,
  story: Story,
  labels: readonly string[],
): Promise<StoryGraph> {
  const services: Service[] = [];
  const TraceIds = labels.map((label) => story.trace(label));
  for await (const page of paginateGetTraceGraph({ client }, { TraceIds }))
    services.push(...(page.Services ?? []));
  return new StoryGraph(services, story);
}

const behaviours: readonly Behaviour[] = [
  {
    behaviour: 'The graph of one trace and of two have the same shape, and the numbers of just these traces',
    source: sources.api('GetTraceGraph'),
    check: async (service) => {
      const story = await twoTraces(service);
      await eventually(service, async () => {
        for (const [labels, total] of [
          [['a'], 1],
          [['a', 'b'], 2],
        ] as const) {
          const graph = await graphOf(service, story, labels);
          expect(graph.edges).toEqual(['web| -> orders|AWS::DynamoDB::Table', 'web|client -> web|']);
          for (const node of ['web|', 'orders|AWS::DynamoDB::Table'])
            expect(countsOf(graph.node(node))).toEqual([total, 0, 0, 0, total]);
        }
      });
    },
  },
  {
    behaviour: 'The graph of a trace that nobody sent is empty',
    source: sources.undocumented,
    assumed: true,
    check: async ({ client }) => {
      const answer = await client.send(new GetTraceGraphCommand({ TraceIds: [new Story().trace()] }));
      expect(answer.Services).toEqual([]);
    },
  },
  {
    behaviour: 'What is no trace id is an InvalidRequestException',
    source: sources.undocumented,
    assumed: true,
    check: async ({ client }) => {
      const sent = client.send(new GetTraceGraphCommand({ TraceIds: ['nonsense'] }));
      await expect(sent).rejects.toMatchObject({ name: 'InvalidRequestException' });
    },
  },
];

conforms('Graphs of traces', behaviours);
