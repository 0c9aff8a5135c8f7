import { rootCausesOf } from '../../../emulator/traces/root-causes/root-causes';
import { opened, sketchOf } from '../support/causes';
import { type Raw, segment, spanId, subsegment, toHost, toTable } from '../support/documents';

const web = (length: number, ...subsegments: Raw[]) => segment(1, 'web', [0, length], { subsegments });
const table = (n: number, times: readonly [number, number]) =>
  subsegment(n, 'DynamoDB', times, toTable('orders'));
const slow = (...documents: Raw[]) => rootCausesOf(opened(...documents)).responseTime.map(sketchOf);
const inProgress = (raw: Raw) => ({ ...raw, end_time: undefined, in_progress: true });

test.each<[string, Raw[], string[]]>([
  ['the entry point alone', [web(2)], ['web[web 1] !']],
  ['nothing that takes more than half', [web(2, table(2, [0, 1]), table(3, [1, 2]))], ['web[web 1] !']],
  [
    'an inferred service that takes most',
    [web(2, table(2, [0.5, 2]))],
    ['web[web 1, DynamoDB* 0.75] -> orders?[DynamoDB 0.75] !'],
  ],
  [
    'of two that take most, the longer',
    [web(4, table(2, [0, 3]), subsegment(3, '## work', [0, 3.5]))],
    ['web[web 1, ## work 0.875] !'],
  ],
  [
    'of two that take equally long, the one that began first',
    [web(4, subsegment(3, 'late', [1, 4]), subsegment(4, 'early', [0, 3]))],
    ['web[web 1, early 0.75] !'],
  ],
  [
    'the callee by its own segment',
    [
      web(4, subsegment(2, 'pay', [0, 4], toHost('pay'))),
      segment(3, 'pay', [1, 4], { parent_id: spanId(2), subsegments: [table(4, [1, 2])] }),
    ],
    ['web[web 1, pay* 1] -> pay[pay 0.75] !'],
  ],
  ['what ran on after the response counts up to it', [web(4, table(2, [3, 30]))], ['web[web 1] !']],
  ['an entry point in progress', [inProgress(web(4, table(2, [0, 4])))], []],
  ['a response that took no time', [web(0, table(2, [0, 0]))], []],
  ['a subsegment in progress', [web(4, inProgress(table(2, [0, 4])))], ['web[web 1] !']],
])('%s', (_, documents, expected) => {
  expect(slow(...documents)).toEqual(expected);
});

test('a cold start of a Lambda function is told as X-Ray tells it', () => {
  const initialization = subsegment(3, 'Initialization', [0.396, 2.894]);
  const own = { parent_id: spanId(1), origin: 'AWS::Lambda::Function', aws: { account_id: '123456789012' } };
  const documents = [
    segment(1, 'fn', [0, 2.894], { origin: 'AWS::Lambda' }),
    segment(2, 'fn', [0.396, 2.894], { ...own, subsegments: [initialization] }),
  ];
  expect(rootCausesOf(opened(...documents)).responseTime).toEqual([
    {
      Services: [
        {
          Name: 'fn',
          Names: ['fn'],
          Type: 'AWS::Lambda',
          Inferred: false,
          EntityPath: [{ Name: 'fn', Coverage: 1, Remote: false }],
        },
        {
          Name: 'fn',
          Names: ['fn'],
          Type: 'AWS::Lambda::Function',
          AccountId: '123456789012',
          Inferred: false,
          EntityPath: [
            { Name: 'fn', Coverage: 0.863, Remote: false },
            { Name: 'Initialization', Coverage: 0.863, Remote: false },
          ],
        },
      ],
      ClientImpacting: true,
    },
  ]);
});
