import type { Topic } from '../../analysis/model/record';
import type { TestAlertCommand } from '../command';
import type { Given } from './given';
import { one } from './values';

const options: readonly (readonly [option: string, topic: Topic])[] = [
  ['alert-topic', 'alerts'],
  ['operations-topic', 'operations'],
  ['chat-topic', 'chat'],
  ['machine-topic', 'machine'],
  ['ocsf-topic', 'ocsf'],
  ['event-bus', 'events'],
];
const topicArn = /^arn:aws[\w-]*:sns:[a-z0-9-]+:\d{12}:[\w-]{1,256}$/;
const busArn = /^arn:aws[\w-]*:events:[a-z0-9-]+:\d{12}:event-bus\/[\w./-]{1,256}$/;
const busName = /^[\w./-]{1,256}$/;

/** The channels that are named, in the order of the help; mistakes are pushed as sentences. */
export function channelsOf(found: Given, mistakes: string[]): TestAlertCommand['channels'] {
  const named = options.filter(([option]) => found.values.has(option));
  if (named.length === 0)
    mistakes.push(`no channel is named; give at least one of ${options.map(([o]) => `--${o}`).join(', ')}`);
  return named.map(([option, topic]) => {
    const to = one(found, option) ?? '';
    if (topic === 'events' && !busName.test(to) && !busArn.test(to))
      mistakes.push(`--${option} must be the name or ARN of an event bus, got '${to}'`);
    if (topic !== 'events' && !topicArn.test(to))
      mistakes.push(`--${option} must be the ARN of an SNS topic, got '${to}'`);
    return { topic, to };
  });
}
