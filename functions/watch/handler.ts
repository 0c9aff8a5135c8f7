import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { XRayClient } from '@aws-sdk/client-xray';
import { dynamoMemory } from '../adapters/dynamodb/memory';
import { eventPublisher } from '../adapters/eventbridge';
import { emf } from '../adapters/metrics';
import { publishersTogether } from '../adapters/publishers';
import { snsPublisher } from '../adapters/sns';
import { xrayTraces } from '../adapters/xray/traces';
import { deploymentFrom } from '../settings';
import type { WatchEvent } from './ports';
import { metricsOf, undelivered } from './report';
import { type Warm, watch } from './watch';

interface LambdaContext {
  readonly awsRequestId: string;
}

const retries = { maxAttempts: 6, retryMode: 'adaptive' } as const;
const clients = {
  xray: new XRayClient(retries),
  dynamodb: new DynamoDBClient(retries),
  sns: new SNSClient(retries),
  events: new EventBridgeClient(retries),
};
const warm = new Map<string, Warm>();

/** One run of one scope; rejects when it could not be done or an alert could not be delivered. */
export async function handler(event: WatchEvent, context: LambdaContext): Promise<void> {
  const { settings: deployed, table, topics, eventBus } = deploymentFrom(process.env);
  const { scope, group } = event;
  if (typeof scope !== 'string' || scope === '')
    throw new Error('the schedule must send {"scope": "account/region/group"}');
  const settings = { ...deployed, scope, ...(group ? { group } : {}) };
  const startedAt = Date.now();
  const now = (): number => (event.now ?? startedAt / 1000) + (Date.now() - startedAt) / 1000;
  const { ledgerDays, findingDays } = settings;
  const ports = {
    traces: xrayTraces(clients.xray, group),
    memory: dynamoMemory({ client: clients.dynamodb, table, scope, ledgerDays, findingDays, now }),
    publisher: publishersTogether(
      snsPublisher(clients.sns, topics),
      eventBus === undefined ? undefined : eventPublisher(clients.events, eventBus),
    ),
    now,
  };
  const kept = warm.get(scope) ?? {};
  warm.set(scope, kept);
  const report = await watch(ports, settings, context.awsRequestId, kept);
  process.stdout.write(`${emf(metricsOf(report), { scope, timestampMs: Date.now() })}\n`);
  const failure = undelivered(report);
  if (failure) throw new Error(failure);
}
