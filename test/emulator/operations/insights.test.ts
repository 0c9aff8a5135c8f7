import {
  GetInsightCommand,
  GetInsightEventsCommand,
  GetInsightImpactGraphCommand,
  GetInsightSummariesCommand,
  type GetInsightSummariesCommandInput,
  InvalidRequestException,
} from '@aws-sdk/client-xray';
import { T0 } from '../support/documents';
import { type Running, startXRay } from '../support/xray';

let local: Running;
beforeEach(async () => {
  local = await startXRay();
});
afterEach(() => local.stop());

const at = (seconds: number) => new Date((T0 + seconds) * 1000);
const range = { StartTime: at(-7 * 86_400), EndTime: at(600) };
const InsightId = '01234567-89ab-4def-8123-456789abcdef';

test('a week has no insights, whatever their state', async () => {
  const input = { ...range, GroupName: 'Default', States: ['ACTIVE' as const], MaxResults: 100 };
  const answer = await local.client.send(new GetInsightSummariesCommand(input));
  expect([answer.InsightSummaries, answer.NextToken]).toEqual([[], undefined]);
});

test.each<[string, Partial<GetInsightSummariesCommandInput>, string]>([
  ['no group', { GroupName: undefined }, 'GroupName or GroupARN is required'],
  ['an unknown group', { GroupName: 'other' }, 'Group other was not found'],
  ['two states', { States: ['ACTIVE', 'CLOSED'] }, 'States must be a list of at most 1, found a list of 2'],
  ['another state', { States: ['OPEN' as 'ACTIVE'] }, 'States must be ACTIVE or CLOSED, found "OPEN"'],
  ['no start', { StartTime: undefined }, 'StartTime is required'],
  ['an end before its start', { EndTime: range.StartTime }, 'EndTime must be after StartTime'],
  ['a start 31 days ago', { StartTime: at(-31 * 86_400) }, 'StartTime cannot be more than 30 days ago'],
  ['101 results', { MaxResults: 101 }, 'MaxResults must be a whole number from 1 to 100, found 101'],
])('insights of %s are refused', async (_, part, message) => {
  const input = { ...range, GroupName: 'Default', ...part } as GetInsightSummariesCommandInput;
  const sent = local.client.send(new GetInsightSummariesCommand(input));
  await expect(sent).rejects.toBeInstanceOf(InvalidRequestException);
  await expect(sent).rejects.toThrow(message);
});

test('no insight is known, and what is no UUID is told apart', async () => {
  const { client } = local;
  const hour = { StartTime: at(-3000), EndTime: at(600) };
  const unknown = `There is no insight with InsightId ${InsightId}`;
  await expect(client.send(new GetInsightCommand({ InsightId }))).rejects.toThrow(unknown);
  await expect(client.send(new GetInsightEventsCommand({ InsightId }))).rejects.toThrow(unknown);
  const graph = client.send(new GetInsightImpactGraphCommand({ InsightId, ...hour }));
  await expect(graph).rejects.toThrow(unknown);
  const week = client.send(new GetInsightImpactGraphCommand({ InsightId, ...range }));
  await expect(week).rejects.toThrow('Time range cannot be longer than 6 hours');
  const nonsense = client.send(new GetInsightCommand({ InsightId: 'nonsense' }));
  await expect(nonsense).rejects.toThrow('InsightId must be a UUID, found "nonsense"');
});
