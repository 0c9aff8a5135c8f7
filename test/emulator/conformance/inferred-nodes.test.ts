/** Which node X-Ray infers from a call to something that sends no segments. About 20 requests. */
import type { Raw } from '../support/documents';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import type { Story } from './support/story';
import { readGraph, type StoryGraph } from './support/story-graph';
import { seenTogether, type Told } from './support/told';

interface Inference {
  /** What is called, to be read after "A call to". */
  readonly what: string;
  readonly source: string;
  readonly assumed?: true;
  /** The subsegment's name. */
  readonly name: string;
  readonly call: (story: Story) => Raw;
  /** `name|type` */
  readonly node: string;
}

const { segments, field, getting, sns, undocumented } = sources;
const aws = (block: (story: Story) => Raw) => (story: Story) => ({ namespace: 'aws', aws: block(story) });
const sql = (block: (story: Story) => Raw) => (story: Story) => ({ namespace: 'remote', sql: block(story) });
const nothing = () => ({ operation: 'Get' });

const INFERENCES: readonly Inference[] = [
  {
    what: 'a DynamoDB table',
    source: segments,
    name: 'DynamoDB',
    call: aws((story) => ({ operation: 'PutItem', table_name: story.named('orders') })),
    node: 'orders|AWS::DynamoDB::Table',
  },
  {
    what: 'DynamoDB by resource_names',
    source: field,
    name: 'DynamoDB',
    call: aws((story) => ({ operation: 'BatchGetItem', resource_names: [story.named('orders')] })),
    node: 'orders|AWS::DynamoDB::Table',
  },
  {
    what: 'DynamoDB, of no table',
    source: field,
    name: 'DynamoDB',
    call: aws(nothing),
    node: 'DynamoDB|AWS::DynamoDB',
  },
  {
    what: 'an SQS queue, by its URL',
    source: field,
    name: 'SQS',
    call: aws((story) => ({
      operation: 'SendMessage',
      queue_url: `https://sqs.example/1/${story.named('q')}`,
    })),
    node: 'https://sqs.example/1/q|AWS::SQS::Queue',
  },
  {
    what: 'an SNS topic',
    source: sns,
    name: 'SNS',
    call: aws((story) => ({
      operation: 'Publish',
      topic_arn: `arn:aws:sns:eu-west-1:1:${story.named('t')}`,
    })),
    node: 'SNS|AWS::SNS',
  },
  { what: 'S3', source: field, name: 'S3', call: aws(nothing), node: 'S3|AWS::S3' },
  { what: 'another AWS service', source: field, name: 'SSM', call: aws(nothing), node: 'SSM|AWS::SSM' },
  {
    what: 'Secrets Manager',
    source: field,
    name: 'Secrets Manager',
    call: aws(nothing),
    node: 'Secrets Manager|AWS::Unknown',
  },
  {
    what: 'a Lambda function that sends no segments',
    source: undocumented,
    assumed: true,
    name: 'Lambda',
    call: aws((story) => ({ operation: 'Invoke', function_name: story.named('pay') })),
    node: 'pay|AWS::Lambda',
  },
  {
    what: 'a host, without user and port',
    source: getting,
    name: 'x',
    call: (story) => ({
      namespace: 'remote',
      http: { request: { url: `https://u:p@${story.named('api')}.example.com:8443/v1`, method: 'GET' } },
    }),
    node: 'api.example.com|remote',
  },
  {
    what: 'something remote of which only the name is known',
    source: segments,
    name: 'a-name-of-its-own',
    call: () => ({ namespace: 'remote' }),
    node: 'a-name-of-its-own|remote',
  },
  {
    what: 'a database, by a name with a host',
    source: segments,
    name: 'shop@db.example.com',
    call: sql(() => ({ sanitized_query: 'SELECT 1' })),
    node: 'shop@db.example.com|Database::SQL',
  },
  {
    what: 'a database, by the URL in its sql block',
    source: undocumented,
    assumed: true,
    name: 'a-query',
    call: sql((story) => ({ url: `jdbc:postgresql://h.example:5432/${story.named('shop')}` })),
    node: 'shop@h.example|Database::SQL',
  },
  {
    what: 'a database of which only a query is known',
    source: field,
    name: 'PGSQL Query',
    call: sql(() => ({ sanitized_query: 'SELECT 1' })),
    node: 'PGSQL Query|remote',
  },
];

const cases = INFERENCES.map(
  ({ what, source, assumed, name, call, node }): Told<StoryGraph> => ({
    behaviour: `A call to ${what} infers the node ${node}`,
    source,
    ...(assumed ? { assumed } : {}),
    sends: (story) => [
      [story.segment('web', [0, 1], { subsegments: [story.part('call', name, [0.25, 0.5], call(story))] })],
    ],
    shows: (graph) => {
      expect(graph.edges).toEqual([`web| -> ${node}`, 'web|client -> web|']);
      expect(graph.edge('web|', node).SummaryStatistics).toMatchObject({ OkCount: 1, TotalCount: 1 });
    },
  }),
);

conforms('Inferred nodes', seenTogether(cases, readGraph));
