import { type MessageAttributeValue, PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Message } from '../../analysis/model/record';
import type { Publisher } from '../watch/ports';

/** SNS counts the attributes too; this leaves room for them. Bytes. */
const mostBodyBytes = 250_000;

/** The topics a scope speaks to. */
export interface Topics {
  readonly alerts: string;
  readonly operations: string;
}

/**
 * SNS behind the port: plain text with message attributes for filter policies. A body over the limit is cut and
 * says so, in the text and in the attribute `truncated`.
 * Source: Amazon SNS API reference, Publish.
 */
export const snsPublisher = (client: SNSClient, topics: Topics): Publisher => ({
  async publish(message) {
    const { body, extra } = fitted(message.body);
    const answer = await client.send(
      new PublishCommand({
        TopicArn: topics[message.topic],
        Subject: message.subject,
        Message: body,
        MessageAttributes: { ...attributes(message), ...extra },
      }),
    );
    return { receipt: answer.MessageId ?? '' };
  },
});

const attributes = (message: Message): Record<string, MessageAttributeValue> =>
  Object.fromEntries(
    Object.entries(message.attributes)
      .filter(([, value]) => value !== '')
      .map(([name, value]) => [
        name,
        { DataType: typeof value === 'number' ? 'Number' : 'String', StringValue: wellFormed(String(value)) },
      ]),
  );

function fitted(text: string): { body: string; extra: Record<string, MessageAttributeValue> } {
  const bytes = Buffer.byteLength(text);
  if (bytes <= mostBodyBytes) return { body: wellFormed(text), extra: {} };
  const note = `\n[cut here: the message had ${Math.ceil(bytes / 1024)} KB, SNS takes 256 KB; the table holds all of it]\n`;
  const cut = Buffer.from(text)
    .subarray(0, mostBodyBytes - Buffer.byteLength(note))
    .toString('utf8');
  const value = (StringValue: string): MessageAttributeValue => ({ DataType: 'String', StringValue });
  return { body: `${cut.replace(/\ufffd$/, '')}${note}`, extra: { truncated: value('true') } };
}

/** Half a surrogate pair becomes U+FFFD: the SDK throws over it, and then spoils the next message too. */
const wellFormed = (text: string): string => Buffer.from(text).toString('utf8');
