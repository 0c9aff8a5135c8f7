/** Who is called: the callee's own segments instead of what is inferred. About 10 requests. */
import { toHost, toTable } from '../support/documents';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import { readGraph, type StoryGraph } from './support/story-graph';
import { seenTogether, type Told } from './support/told';

const tracedHost = (host: string) => ({
  namespace: 'remote',
  http: { request: { url: `https://${host}/path`, method: 'GET', traced: true }, response: { status: 200 } },
});

const cases: readonly Told<StoryGraph>[] = [
  {
    behaviour: 'An invoked Lambda function is the service’s node, then the function’s, then what it calls',
    source: sources.lambda,
    sends: (story) => {
      const invoke = { namespace: 'aws', aws: { function_name: story.named('pay') } };
      const call = story.part('call', 'Lambda', [0.1, 1], invoke);
      const put = story.part('put', 'DynamoDB', [0.4, 0.5], toTable(story.named('orders')));
      return [
        [
          story.segment('web', [0, 2], { subsegments: [call] }),
          story.segment('pay', [0.2, 0.9], { parent_id: story.id('call'), origin: 'AWS::Lambda' }),
          story.segment('pay', [0.3, 0.8], {
            id: story.id('function'),
            parent_id: story.id('pay'),
            origin: 'AWS::Lambda::Function',
            subsegments: [put],
          }),
        ],
      ];
    },
    shows: (graph) => {
      expect(graph.edges).toEqual([
        'pay|AWS::Lambda -> pay|AWS::Lambda::Function',
        'pay|AWS::Lambda::Function -> orders|AWS::DynamoDB::Table',
        'web| -> pay|AWS::Lambda',
        'web|client -> web|',
      ]);
    },
  },
  {
    behaviour: 'The segment of the callee replaces the inferred node',
    source: sources.segments,
    sends: (story) => [
      [
        story.segment('web', [0, 1], {
          subsegments: [story.part('call', 'api', [0.1, 0.6], toHost(story.named('host')))],
        }),
      ],
      [story.segment('api', [0.2, 0.5], { parent_id: story.id('call') })],
    ],
    shows: (graph) => {
      expect(graph.edges).toEqual(['web| -> api|', 'web|client -> web|']);
      expect(graph.nodes).toEqual(['api|', 'web|', 'web|client']);
      expect(graph.node('api|').Root ?? false).toBe(false);
    },
  },
  {
    behaviour: 'With http.request.traced no node is inferred while the callee’s segment is awaited',
    source: sources.segments,
    sends: (story) => [
      [
        story.segment('web', [0, 1], {
          subsegments: [story.part('call', 'api', [0.1, 0.6], tracedHost(story.named('host')))],
        }),
      ],
    ],
    shows: (graph) => {
      expect(graph.edges).toEqual(['web|client -> web|']);
      expect(graph.nodes).toEqual(['web|', 'web|client']);
    },
  },
  {
    behaviour: 'An edge to a callee that was called by its host names the host as an alias of type remote',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => {
      const host = story.named('host');
      return [
        [
          story.segment('web', [0, 1], {
            subsegments: [story.part('call', 'api', [0.1, 0.6], toHost(host))],
          }),
          story.segment('api', [0.2, 0.5], { parent_id: story.id('call') }),
        ],
      ];
    },
    shows: (graph, story) => {
      const Name = story.named('host');
      expect(graph.edge('web|', 'api|').Aliases).toEqual([{ Name, Names: [Name], Type: 'remote' }]);
    },
  },
  {
    behaviour: 'Two segments that name one call as their parent are an edge to each of their nodes',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [
      [
        story.segment('web', [0, 1], {
          subsegments: [story.part('call', 'api', [0.1, 0.6], toHost('host'))],
        }),
        story.segment('api', [0.2, 0.5], { parent_id: story.id('call') }),
        story.segment('mirror', [0.2, 0.4], { parent_id: story.id('call') }),
      ],
    ],
    shows: (graph) => expect(graph.edges).toEqual(['web| -> api|', 'web| -> mirror|', 'web|client -> web|']),
  },
];

conforms('Callees', seenTogether(cases, readGraph));
