import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { dynamoDecisions } from '../adapters/dynamodb/speakable';
import { environmentNames, parseSettings } from '../settings';
import { decide, type Taken } from './decide';
import { parseRequest, pressedButton } from './request';

interface LambdaContext {
  readonly awsRequestId: string;
  readonly invokedFunctionArn: string;
}

/** A request with the scope it is about, or the X-Ray group of this account and Region. */
interface DecideEvent {
  readonly scope?: unknown;
  readonly group?: unknown;
}

const dynamodb = new DynamoDBClient({ maxAttempts: 6, retryMode: 'adaptive' });

/**
 * Takes a person's decision, from the command line or a chat button. What cannot be taken is answered with why and is
 * no failure; rejects when the table does not answer. A retried request is taken once.
 */
export async function handler(event: DecideEvent, context: LambdaContext): Promise<Taken> {
  const table = process.env[environmentNames.table];
  if (!table) throw new Error(`${environmentNames.table} must be set`);
  const { settings } = environmentNames;
  const { ledgerDays, findingDays } = parseSettings(JSON.parse(process.env[settings] ?? '{}'));
  const now = (): number => Date.now() / 1000;
  const asked: DecideEvent = pressedButton(event, now()) ?? event;
  const parsed = parseRequest({ request: context.awsRequestId, ...asked });
  if ('mistakes' in parsed) return { status: 'refused', mistakes: parsed.mistakes };
  const scope = scopeOf(asked, context);
  const decisions = dynamoDecisions({ client: dynamodb, table, scope, ledgerDays, findingDays, now });
  return decide(decisions, parsed.request, now());
}

function scopeOf({ scope, group }: DecideEvent, { invokedFunctionArn }: LambdaContext): string {
  if (typeof scope === 'string' && scope !== '') return scope;
  const [, , , region, account] = invokedFunctionArn.split(':');
  return `${account}/${region}/${typeof group === 'string' && group !== '' ? group : 'Default'}`;
}
