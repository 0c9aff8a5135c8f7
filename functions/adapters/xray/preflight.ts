import {
  GetIndexingRulesCommand,
  GetSamplingRulesCommand,
  GetServiceGraphCommand,
  GetTraceSegmentDestinationCommand,
  GetTraceSummariesCommand,
  paginateGetGroups,
  type XRayClient,
} from '@aws-sdk/client-xray';
import type { Check } from '../../watch/ports';

type Answer = Omit<Check, 'name'>;

/** How far back the newest trace is looked for; one page of summaries is billed at most. */
const newestTraceSeconds = 600;

/**
 * What can be known of an account's tracing before learning begins: whether this role may read, where segments go,
 * which share is indexed, how much is sampled, how old the newest trace is. A check that fails says so and does
 * not stop the others.
 */
export async function preflight(client: XRayClient, now: number, group?: string): Promise<readonly Check[]> {
  const checks: readonly (readonly [string, () => Promise<Answer>])[] = [
    ['service graph', () => graphReadable(client, now, group)],
    ['trace segment destination', () => destination(client)],
    ['indexing', () => indexing(client)],
    ['sampling rules', () => sampling(client)],
    ['newest trace', () => newestTrace(client, now)],
    ...(group ? [['group', () => groupExists(client, group)] as const] : []),
  ];
  const answers: Check[] = [];
  for (const [name, ask] of checks) {
    const answer = await ask().catch((cause: unknown): Answer => {
      const reason = cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause);
      return { status: 'failed', text: `could not be checked (${reason})` };
    });
    answers.push({ name, ...answer });
  }
  return answers;
}

const date = (epochSeconds: number): Date => new Date(epochSeconds * 1000);

async function graphReadable(client: XRayClient, now: number, group?: string): Promise<Answer> {
  const range = { StartTime: date(now - newestTraceSeconds), EndTime: date(now) };
  const { Services } = await client.send(
    new GetServiceGraphCommand({ ...range, ...(group ? { GroupName: group } : {}) }),
  );
  const count = Services?.length ?? 0;
  return count > 0
    ? { status: 'ok', text: `readable; ${count} services in the first page of the last 10 minutes` }
    : { status: 'limited', text: 'readable, but empty for the last 10 minutes: insufficient data, not calm' };
}

async function destination(client: XRayClient): Promise<Answer> {
  const { Destination, Status } = await client.send(new GetTraceSegmentDestinationCommand({}));
  if (Destination === 'XRay') return { status: 'ok', text: 'segments go to X-Ray' };
  return {
    status: 'limited',
    text: `segments go to ${Destination} (${Status}): Transaction Search is on, the graph shows the indexed share only, and how GetServiceGraph answers then is not documented`,
  };
}

async function indexing(client: XRayClient): Promise<Answer> {
  const { IndexingRules } = await client.send(new GetIndexingRulesCommand({}));
  const share = IndexingRules?.map((rule) => rule.Rule?.Probabilistic?.DesiredSamplingPercentage).find(
    (percentage) => percentage !== undefined,
  );
  if (share === undefined) return { status: 'unknown', text: 'no indexing rule was named' };
  return { status: 'ok', text: `${share} % of spans are indexed where Transaction Search is on` };
}

async function sampling(client: XRayClient): Promise<Answer> {
  const { SamplingRuleRecords } = await client.send(new GetSamplingRulesCommand({}));
  const rules = SamplingRuleRecords?.flatMap(({ SamplingRule: rule }) => (rule ? [rule] : [])) ?? [];
  if (rules.length === 0) return { status: 'unknown', text: 'no sampling rule was named' };
  const texts = rules.map(
    (rule) =>
      `${rule.RuleName}: ${rule.ReservoirSize} a second, then ${Math.round((rule.FixedRate ?? 0) * 1000) / 10} %`,
  );
  return {
    status: 'ok',
    text: `${texts.join('; ')}. Lambda samples 1 a second and 5 % whatever the rules say`,
  };
}

async function newestTrace(client: XRayClient, now: number): Promise<Answer> {
  const { TraceSummaries } = await client.send(
    new GetTraceSummariesCommand({
      StartTime: date(now - newestTraceSeconds),
      EndTime: date(now),
      Sampling: true,
    }),
  );
  const newest = Math.max(
    ...(TraceSummaries ?? []).map((summary) => (summary.StartTime?.getTime() ?? 0) / 1000),
  );
  if (newest > 0) return { status: 'ok', text: `${Math.round(now - newest)} s old` };
  return {
    status: 'limited',
    text: 'no trace in the last 10 minutes: nothing is called, or nothing is traced',
  };
}

async function groupExists(client: XRayClient, group: string): Promise<Answer> {
  for await (const { Groups } of paginateGetGroups({ client }, {})) {
    const found = Groups?.find(({ GroupName }) => GroupName === group);
    if (found) return { status: 'ok', text: `${group} with filter ${found.FilterExpression ?? '(none)'}` };
  }
  return { status: 'failed', text: `there is no X-Ray group ${group}` };
}
