/** Which nodes and edges a service graph has. About 15 requests: one or two a case, then one reading for all. */
import { toHost, toTable } from '../support/documents';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import { inProgress } from './support/story';
import { readGraph, type StoryGraph } from './support/story-graph';
import { seenTogether, type Told } from './support/told';

const WEB = ['web| -> orders|AWS::DynamoDB::Table', 'web|client -> web|'];

const cases: readonly Told<StoryGraph>[] = [
  {
    behaviour: 'A root segment gives its node, marked Root, and a client of the same name without statistics',
    source: sources.getting,
    sends: (story) => [[story.segment('web', [0, 0.25], { origin: 'AWS::EC2::Instance' })]],
    shows: (graph) => {
      expect(graph.edges).toEqual(['web|client -> web|AWS::EC2::Instance']);
      expect(graph.node('web|AWS::EC2::Instance')).toMatchObject({ Root: true, State: 'active' });
      const client = graph.node('web|client');
      expect(client).toMatchObject({ State: 'unknown' });
      expect(client.SummaryStatistics).toBeUndefined();
      expect([client.ResponseTimeHistogram ?? [], client.DurationHistogram ?? []]).toEqual([[], []]);
    },
  },
  {
    behaviour: 'The edge from the client has the numbers of the root',
    source: sources.getting,
    sends: (story) => [[story.segment('web', [0, 0.25])]],
    shows: (graph) => {
      const { SummaryStatistics, ResponseTimeHistogram } = graph.node('web|');
      const edge = graph.edge('web|client', 'web|');
      expect(SummaryStatistics).toMatchObject({ OkCount: 1, TotalCount: 1 });
      expect(edge).toMatchObject({ SummaryStatistics, ResponseTimeHistogram });
    },
  },
  {
    behaviour: 'A node is its name and its type: two origins of one name are two nodes',
    source: sources.lambda,
    sends: (story) => [
      [
        story.segment('web', [0, 1], { subsegments: [story.part('call', 'pay', [0.1, 1], toHost('pay'))] }),
        story.segment('pay', [0.2, 0.9], { parent_id: story.id('call'), origin: 'AWS::ECS::Container' }),
        story.segment('pay', [2, 3], {
          id: story.id('other'),
          trace_id: story.trace('other'),
          origin: 'AWS::EC2::Instance',
        }),
      ],
    ],
    shows: (graph) => {
      expect(graph.nodes).toEqual([
        'pay|AWS::EC2::Instance',
        'pay|AWS::ECS::Container',
        'pay|client',
        'web|',
        'web|client',
      ]);
    },
  },
  {
    behaviour: 'The Lambda service’s node has no account, the function’s has',
    source: sources.field,
    sends: (story) => {
      const account = { aws: { account_id: '123456789012' } };
      return [
        [
          story.segment('pay', [0, 1], { origin: 'AWS::Lambda', ...account }),
          story.segment('pay', [0.25, 1], {
            id: story.id('function'),
            parent_id: story.id('pay'),
            origin: 'AWS::Lambda::Function',
            ...account,
          }),
        ],
      ];
    },
    shows: (graph) => {
      expect(graph.node('pay|AWS::Lambda').AccountId).toBeUndefined();
      expect(graph.node('pay|AWS::Lambda::Function').AccountId).toMatch(/^\d{12}$/);
    },
  },
  {
    behaviour: 'A subsegment without namespace is no node, but a call inside it is an edge',
    source: sources.segments,
    sends: (story) => {
      const put = story.part('put', 'DynamoDB', [0.2, 0.3], toTable(story.named('orders')));
      const work = story.part('work', '## work', [0.1, 0.5], { subsegments: [put] });
      return [[story.segment('web', [0, 1], { subsegments: [work] })]];
    },
    shows: (graph) => {
      expect(graph.edges).toEqual(WEB);
      expect(graph.nodes).toEqual(['orders|AWS::DynamoDB::Table', 'web|', 'web|client']);
    },
  },
  {
    behaviour: 'Accounts, too, tell nodes of one name and type apart',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => {
      const inAccount = (label: string, account_id: string) =>
        story.segment('web', [0, 1], {
          id: story.id(label),
          trace_id: story.trace(label),
          origin: 'AWS::EC2::Instance',
          aws: { account_id },
        });
      return [[inAccount('a', '111111111111'), inAccount('b', '222222222222')]];
    },
    shows: (graph) => {
      expect(graph.nodes.filter((node) => node === 'web|AWS::EC2::Instance')).toHaveLength(2);
    },
  },
  {
    behaviour: 'A segment whose parent never arrived is no root and has no client',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [[story.segment('orphan', [0, 1], { parent_id: story.id('lost') })]],
    shows: (graph) => {
      expect(graph.nodes).toEqual(['orphan|']);
      expect(graph.node('orphan|').Root ?? false).toBe(false);
    },
  },
  {
    behaviour: 'A node that has served nothing yet but made a call is there, with zeros',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => {
      const put = story.part('put', 'DynamoDB', [0.1, 0.2], toTable(story.named('orders')));
      return [[inProgress(story.segment('web', [0, 1], { subsegments: [put] }))]];
    },
    shows: (graph) => {
      expect(graph.edges).toContain('web| -> orders|AWS::DynamoDB::Table');
      expect(graph.node('web|').SummaryStatistics).toMatchObject({ OkCount: 0, TotalCount: 0 });
    },
  },
  {
    behaviour: 'A document that is marked inferred is dropped, as X-Ray makes its own',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => {
      const put = story.part('put', 'DynamoDB', [0.1, 0.2], toTable(story.named('orders')));
      const made = { inferred: true, parent_id: story.id('put'), origin: 'AWS::DynamoDB::Table' };
      return [
        [story.segment('web', [0, 1], { subsegments: [put] }), story.segment('copy', [0.1, 0.2], made)],
      ];
    },
    shows: (graph) => {
      expect(graph.edges).toEqual(WEB);
      expect(graph.nodes).not.toContain('copy|AWS::DynamoDB::Table');
    },
  },
  {
    behaviour: 'Times of nodes and edges are whole seconds',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [[story.segment('web', [0.9, 2.1])]],
    shows: (graph, story) => {
      const times = { StartTime: story.at(0), EndTime: story.at(2) };
      expect(graph.node('web|')).toMatchObject(times);
      expect(graph.edge('web|client', 'web|')).toMatchObject(times);
    },
  },
];

conforms('Nodes and edges', seenTogether(cases, readGraph));
