import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { dynamoDecisions } from '../functions/adapters/dynamodb/speakable';
import { decide, type Taken } from '../functions/decide/decide';
import type { DecideRequest } from '../functions/decide/request';
import { clientConfig } from './client-config';
import type { DecideCommand } from './command';
import { exits, Refused } from './exit';
import type { Io } from './io';
import { withMemory } from './scoped-memory';

/** Takes a decision in the memory that a command names, with the right to write there. */
export const decideHere = (command: DecideCommand, request: DecideRequest, io: Io): Promise<Taken> =>
  withMemory(command, io, (memory) => decide(dynamoDecisions(memory), request, io.now()));

/** A rebase of everything says so: that no target came is no mistake then. */
const all = ({ verb, targets }: DecideRequest): object =>
  verb === 'rebase' && targets.length === 0 ? { all: true, targets: undefined } : {};

/** Has the decide Lambda take it: the person needs the right to invoke it and none on the table. */
export async function decideByLambda(
  command: DecideCommand,
  functionName: string,
  request: DecideRequest,
): Promise<Taken> {
  const client = new LambdaClient(clientConfig(command));
  try {
    const answer = await client.send(
      new InvokeCommand({
        FunctionName: functionName,
        Payload: Buffer.from(JSON.stringify({ ...request, group: command.group, ...all(request) })),
      }),
    );
    const text = Buffer.from(answer.Payload ?? []).toString('utf8');
    if (answer.FunctionError) throw new Refused(exits.failed, `${functionName} failed: ${text}`);
    return JSON.parse(text) as Taken;
  } finally {
    client.destroy();
  }
}
