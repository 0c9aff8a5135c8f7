import { isJsonObject } from '../wire/json';
import { attributeBytes, readAttributes } from './attributes';
import { invalidParameter, SnsFailure } from './failure';
import type { SnsMessage } from './message';

const LARGEST_MESSAGE_BYTES = 262_144;
/** Printable ASCII, begun by a letter, a number or punctuation, shorter than 100 characters. */
const SUBJECT = /^[\x21-\x7e][\x20-\x7e]{0,98}$/;
const TOPIC = /^arn:aws[\w-]*:sns:[a-z\d-]+:\d{12}:[\w-]{1,256}(?:\.fifo)?$/;

/** A message without what the server adds to it. */
export type Published = Omit<SnsMessage, 'MessageId' | 'Timestamp'>;

/**
 * Reads the form of one Publish and holds it against SNS's limits.
 * Throws a failure (InvalidParameter, ParameterValueInvalid, NotFound) as the service answers it. With
 * `topics` given, every other topic is unknown; without, every well-formed one exists.
 */
export function readPublish(form: URLSearchParams, topics: readonly string[] | undefined): Published {
  const topic = checkedTopic(form.get('TopicArn') ?? form.get('TargetArn') ?? '', topics);
  const subject = form.get('Subject');
  if (subject !== null && !SUBJECT.test(subject)) throw invalidParameter('Subject');
  const message = form.get('Message') ?? '';
  if (message === '') throw invalidParameter('Empty message');
  const attributes = readAttributes(form);
  if (Buffer.byteLength(message) + attributeBytes(attributes) > LARGEST_MESSAGE_BYTES) {
    throw invalidParameter('Message too long');
  }
  const structure = form.get('MessageStructure');
  if (structure !== null) checkStructure(structure, message);
  return {
    TopicArn: topic,
    ...(subject === null ? {} : { Subject: subject }),
    Message: message,
    ...(structure === null ? {} : { MessageStructure: 'json' as const }),
    MessageAttributes: attributes,
  };
}

function checkedTopic(arn: string, topics: readonly string[] | undefined): string {
  const parts = arn.split(':').length;
  if (parts < 6)
    throw invalidParameter(`TopicArn Reason: An ARN must have at least 6 elements, not ${parts}`);
  const known = TOPIC.test(arn) && (topics === undefined || topics.includes(arn));
  if (!known) throw new SnsFailure('NotFound', 404, 'Topic does not exist');
  return arn;
}

function checkStructure(structure: string, message: string): void {
  if (structure !== 'json') throw invalidParameter('MessageStructure');
  let texts: unknown;
  try {
    texts = JSON.parse(message);
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
  if (!isJsonObject(texts) || typeof texts.default !== 'string') {
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  }
}
