import {
  GetIndexingRulesCommand,
  GetTraceSegmentDestinationCommand,
  ResourceNotFoundException,
  UpdateIndexingRuleCommand,
  UpdateTraceSegmentDestinationCommand,
  type UpdateTraceSegmentDestinationCommandInput,
} from '@aws-sdk/client-xray';
import { TransactionSearch } from '../../../emulator/control/transaction-search';
import { T0, traceId } from '../support/documents';
import { type Running, startXRay } from '../support/xray';

let local: Running;
let now = T0;
beforeEach(async () => {
  now = T0;
  local = await startXRay({ now: () => now });
});
afterEach(() => local.stop());

const updateDestination = (input: UpdateTraceSegmentDestinationCommandInput) =>
  local.client.send(new UpdateTraceSegmentDestinationCommand(input));
const destination = () => local.client.send(new GetTraceSegmentDestinationCommand({}));
const index = (Name: string, DesiredSamplingPercentage: number) =>
  local.client.send(
    new UpdateIndexingRuleCommand({ Name, Rule: { Probabilistic: { DesiredSamplingPercentage } } }),
  );

test('another destination is pending for five seconds and then active', async () => {
  expect(await updateDestination({ Destination: 'CloudWatchLogs' })).toMatchObject({
    Destination: 'CloudWatchLogs',
    Status: 'PENDING',
  });
  now += 5;
  expect(await destination()).toMatchObject({ Destination: 'CloudWatchLogs', Status: 'ACTIVE' });
});

test.each<UpdateTraceSegmentDestinationCommandInput>([{ Destination: 'XRay' }, {}])(
  'the destination there is already (%j) is no change',
  async (input) => {
    expect(await updateDestination(input)).toMatchObject({ Destination: 'XRay', Status: 'ACTIVE' });
  },
);

test.each<[string, UpdateTraceSegmentDestinationCommandInput, string]>([
  [
    'a place of its own',
    { Destination: 'S3' as 'XRay' },
    'Destination must be XRay or CloudWatchLogs, found "S3"',
  ],
  [
    'settings of logs for X-Ray',
    { Destination: 'XRay', CloudWatchLogsConfiguration: {} },
    'CloudWatchLogsConfiguration needs Destination CloudWatchLogs',
  ],
  [
    'a key that is no ARN',
    { Destination: 'CloudWatchLogs', CloudWatchLogsConfiguration: { SpansLogGroupKmsKeyId: 'alias/a' } },
    'SpansLogGroupKmsKeyId must be the ARN of a KMS key, found "alias/a"',
  ],
])('a destination with %s is refused', async (_, input, message) => {
  await expect(updateDestination(input)).rejects.toThrow(message);
  expect(await destination()).toMatchObject({ Destination: 'XRay', Status: 'ACTIVE' });
});

test('the indexing rule takes another percentage, and its date moves', async () => {
  now += 60;
  const { IndexingRule } = await index('Default', 12.5);
  expect(IndexingRule).toEqual({
    Name: 'Default',
    ModifiedAt: new Date((T0 + 60) * 1000),
    Rule: { Probabilistic: { DesiredSamplingPercentage: 12.5, ActualSamplingPercentage: 12.5 } },
  });
  const { IndexingRules } = await local.client.send(new GetIndexingRulesCommand({}));
  expect(IndexingRules).toEqual([IndexingRule]);
});

test('another rule is not found, and a percentage beyond 100 is refused', async () => {
  await expect(index('mine', 5)).rejects.toBeInstanceOf(ResourceNotFoundException);
  await expect(index('mine', 5)).rejects.toMatchObject({ ResourceName: 'mine' });
  await expect(index('Default', 101)).rejects.toThrow(
    'DesiredSamplingPercentage must be a number from 0 to 100, found 101',
  );
});

/** How many of 2,000 traces are indexed with these settings, some seconds after the destination changed. */
function indexed(percentage: number, destinations: readonly string[], secondsAfter: number): number {
  let clock = 0;
  const search = new TransactionSearch({ now: () => clock, changed: () => {}, settleSeconds: 5 });
  const Rule = { Probabilistic: { DesiredSamplingPercentage: percentage } };
  search.updateIndexingRule({ Name: 'Default', Rule });
  for (const Destination of destinations) {
    clock += 60;
    search.updateDestination({ Destination });
  }
  clock += secondsAfter;
  return Array.from({ length: 2000 }, (_, n) => traceId(n)).filter((id) => search.isIndexed(id)).length;
}

test.each([
  ['X-Ray is the destination', 10, [], 60, 2000, 2000],
  ['CloudWatch Logs is still pending', 10, ['CloudWatchLogs'], 4, 2000, 2000],
  ['CloudWatch Logs is active at 10 %', 10, ['CloudWatchLogs'], 5, 140, 260],
  ['CloudWatch Logs is active at 0 %', 0, ['CloudWatchLogs'], 5, 0, 0],
  ['CloudWatch Logs is active at 100 %', 100, ['CloudWatchLogs'], 5, 2000, 2000],
  ['X-Ray is pending again', 10, ['CloudWatchLogs', 'XRay'], 4, 140, 260],
  ['X-Ray is active again', 10, ['CloudWatchLogs', 'XRay'], 5, 2000, 2000],
])(
  'when %s, the indexed share of traces is as it says',
  (_, percentage, destinations, after, least, most) => {
    const count = indexed(percentage, destinations, after);
    expect(count).toBeGreaterThanOrEqual(least);
    expect(count).toBeLessThanOrEqual(most);
  },
);
