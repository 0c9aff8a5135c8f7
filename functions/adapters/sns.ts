import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { FormatTopic, Message, Topic } from '../../analysis/model/record';
import type { Publisher } from '../watch/ports';

/** SNS counts the attributes too; this leaves room for them. Bytes. */
const mostBodyBytes = 250_000;

/** The topics a scope speaks to, by ARN; of the formats those that are wanted. */
export interface Topics extends Partial<Readonly<Record<Exclude<FormatTopic, 'events'>, string>>> {
  readonly alerts: string;
  readonly operations: string;
}

/**
 * SNS behind the port: people's text or JSON, with message attributes for filter policies. A text over the limit is cut
 * and says so, in the text and in the attributes `truncated` and `modified`; JSON is never cut, because a reader drops
 * in silence what it cannot parse: its writer keeps it short, and what is not is refused here.
 * Source: Amazon SNS API reference, Publish; Amazon SNS developer guide, message attributes.
 */
export const snsPublisher = (client: SNSClient, { alerts, operations, ...others }: Topics): Publisher => {
  const arns: Partial<Record<Topic, string>> = { alerts, operations, ...others };
  const names = ['chat', 'machine', 'ocsf'] as const;
  return {
    formats: names.filter((name) => others[name] !== undefined),
    async publish(message) {
      const answer = await client.send(
        new PublishCommand({
          TopicArn: arns[message.topic],
          Subject: message.subject,
          ...contentOf(message),
        }),
      );
      return { receipt: answer.MessageId ?? '' };
    },
  };
};

interface Content {
  readonly Message: string;
  readonly MessageAttributes: Record<string, MessageAttributeValue>;
}

function contentOf({ id, topic, body, attributes }: Message): Content {
  const bytes = Buffer.byteLength(body);
  const fits = bytes <= mostBodyBytes;
  if (topic !== 'alerts' && topic !== 'operations') {
    if (!fits) throw new Error(`message ${id} has ${bytes} bytes, its topic takes ${mostBodyBytes}`);
    JSON.parse(body);
  }
  if (fits) return { Message: wellFormed(body), MessageAttributes: valuesOf(attributes) };
  const size = `${Math.ceil(bytes / 1024)} KB`;
  const { confidence: _, region: __, ...kept } = attributes;
  return {
    Message: cut(
      body,
      `\n[cut here: the message had ${size}, SNS takes 256 KB; the table holds all of it]\n`,
    ),
    MessageAttributes: valuesOf({
      ...kept,
      truncated: 'true',
      modified: `Message: Error - Message has been truncated from ${size}, because it exceeds the 256 KB size limit.`,
    }),
  };
}

function cut(text: string, note: string): string {
  const room = mostBodyBytes - Buffer.byteLength(note);
  return `${Buffer.from(text)
    .subarray(0, room)
    .toString('utf8')
    .replace(/\ufffd$/, '')}${note}`;
}

const valuesOf = (attributes: Message['attributes']): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(attributes)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [name, attributeOf(value)]),
  );

function attributeOf(value: string | number | readonly string[]): MessageAttributeValue {
  if (typeof value === 'number') return { DataType: 'Number', StringValue: String(value) };
  if (typeof value === 'string') return { DataType: 'String', StringValue: wellFormed(value) };
  return { DataType: 'String.Array', StringValue: JSON.stringify(value) };
}

/** Half a surrogate pair becomes U+FFFD: the SDK throws over it, and then spoils the next message too. */
const wellFormed = (text: string): string => Buffer.from(text).toString('utf8');
