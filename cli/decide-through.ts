import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { dynamoDecisions } from '../functions/adapters/dynamodb/speakable';
import { decide, type Taken } from '../functions/decide/decide';
import type { DecideRequest } from '../functions/decide/request';
import type { DecideCommand } from './command';
import { exits, Refused } from './exit';
import type { Io } from './io';
import { openMemory } from './memory';
import { scopeOf } from './ports';
import { loadSettings } from './settings-file';

/** Takes a decision in the memory that a command names, with the right to write there. */
export async function decideHere(command: DecideCommand, request: DecideRequest, io: Io): Promise<Taken> {
  const { settings } = await loadSettings(command.settings, {});
  const memory = await openMemory(command, io.now());
  try {
    const scope = await scopeOf(command, settings, memory.account);
    const { ledgerDays, findingDays } = settings;
    const { client, table } = memory;
    const decisions = dynamoDecisions({ client, table, scope, ledgerDays, findingDays, now: io.now });
    return await decide(decisions, request, io.now());
  } finally {
    await memory.close();
  }
}

/** A rebase of everything says so: that no target came is no mistake then. */
const all = ({ verb, targets }: DecideRequest): object =>
  verb === 'rebase' && targets.length === 0 ? { all: true, targets: undefined } : {};

/** Has the decide Lambda take it: the person needs the right to invoke it and none on the table. */
export async function decideByLambda(
  { profile, region, group }: DecideCommand,
  functionName: string,
  request: DecideRequest,
): Promise<Taken> {
  const client = new LambdaClient({
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
  });
  try {
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: functionName,
        Payload: Buffer.from(JSON.stringify({ ...request, group, ...all(request) })),
      }),
    );
    const text = Buffer.from(answer.Payload ?? []).toString('utf8');
    if (answer.FunctionError) throw new Refused(exits.failed, `${functionName} failed: ${text}`);
    return JSON.parse(text) as Taken;
  } finally {
    client.destroy();
  }
}
