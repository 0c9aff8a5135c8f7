import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SNSClient } from '@aws-sdk/client-sns';
import { sampleMessages } from '../../analysis/explain/sample';
import { eventPublisher } from '../../functions/adapters/eventbridge';
import { snsPublisher } from '../../functions/adapters/sns';
import type { Publisher } from '../../functions/watch/ports';
import { clientConfig } from '../client-config';
import type { TestAlertCommand } from '../command';
import { type ExitCode, exits } from '../exit';
import { failureOf } from '../failure';
import type { Io } from '../io';

type Channel = TestAlertCommand['channels'][number];

/** Sends a sample to each channel and says what became of it. Exits 4 when one did not take it. */
export async function testAlert(command: TestAlertCommand, io: Io): Promise<ExitCode> {
  const now = Math.floor(io.now());
  let failed = 0;
  for (const channel of command.channels) {
    const { text, sent } = await tried(channel, command, now);
    if (!sent) failed += 1;
    await io.out(`${channel.topic.padEnd(10)}  ${text}\n`);
  }
  return failed > 0 ? exits.failed : exits.done;
}

async function tried(
  channel: Channel,
  command: TestAlertCommand,
  now: number,
): Promise<{ readonly text: string; readonly sent: boolean }> {
  const { publisher, close } = openChannel(channel, command);
  try {
    const receipts: string[] = [];
    for (const message of sampleMessages(channel.topic, { scope: scopeOf(channel), now }))
      receipts.push((await publisher.publish(message)).receipt);
    return { text: `sent to ${channel.to} (${receipts.join(', ')})`, sent: true };
  } catch (error) {
    return { text: `not sent to ${channel.to}: ${failureOf(error).text}`, sent: false };
  } finally {
    close();
  }
}

/** A channel in its own Region, which its ARN names where it has one. */
function openChannel(
  { topic, to }: Channel,
  { profile, region: asked }: TestAlertCommand,
): { readonly publisher: Publisher; readonly close: () => void } {
  const region = to.startsWith('arn:') ? to.split(':')[3] : asked;
  const options = clientConfig({ profile, region });
  if (topic === 'events') {
    const client = new EventBridgeClient(options);
    return { publisher: eventPublisher(client, to), close: () => client.destroy() };
  }
  const client = new SNSClient(options);
  const everywhere = { alerts: to, operations: to, chat: to, machine: to, ocsf: to };
  return { publisher: snsPublisher(client, everywhere), close: () => client.destroy() };
}

/** Account and Region of a channel as the start of a scope, where its ARN says so. */
function scopeOf({ to }: Channel): string {
  const [, , , region, account] = to.split(':');
  return region && account ? `${account}/${region}/test` : 'test';
}
