import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { readBody, sendJson } from '../wire/http';
import { type BadDay, badDays, SnsFailure } from './failure';
import type { SnsMessage } from './message';
import { readPublish } from './publish';
import { failureAnswer, publishAnswer } from './xml';

/** How the local SNS is to behave; everything has a default. */
export interface SnsLocalOptions {
  /** The clock, epoch seconds. @default the real one */
  readonly now?: () => number;
  /** The topics that exist. @default every well-formed topic ARN */
  readonly topics?: readonly string[];
  /** Failures of the first publishes, one each, in order. @default none */
  readonly failures?: readonly BadDay[];
}

/** An HTTP server that speaks as much of SNS as publishing takes; not listening until told to. */
export interface SnsLocal extends Server {
  /** Everything published so far, oldest first. Also at `GET /inbox`, as JSON. */
  readonly inbox: readonly SnsMessage[];
  /** Makes the next publishes fail; the SDK retries all but `denied`. */
  failNext(count: number, failure: BadDay): void;
}

/** Makes a local SNS. Requests need no signature, no topic has to be created, nothing is delivered anywhere. */
export function createSnsLocal(options: SnsLocalOptions = {}): SnsLocal {
  const inbox: SnsMessage[] = [];
  const failures = [...(options.failures ?? [])];
  const now = options.now ?? (() => Date.now() / 1000);
  const publish = (form: URLSearchParams): SnsMessage => {
    const failure = failures.shift();
    if (failure !== undefined) throw badDays[failure];
    const published = readPublish(form, options.topics);
    return { MessageId: randomUUID(), ...published, Timestamp: new Date(now() * 1000).toISOString() };
  };
  const server = createServer((request, response) => {
    if (request.method === 'GET' && request.url === '/inbox')
      return sendJson(response, { status: 200, body: inbox });
    answer(request, publish).then(
      (message) => {
        inbox.push(message);
        sendXml(response, 200, (requestId) => publishAnswer(message.MessageId, requestId));
      },
      (failure: unknown) => sendRefusal(response, failure),
    );
  });
  return Object.assign(server, {
    inbox: inbox as readonly SnsMessage[],
    failNext: (count: number, failure: BadDay) => {
      for (let left = count; left > 0; left--) failures.push(failure);
    },
  });
}

async function answer(
  request: IncomingMessage,
  publish: (form: URLSearchParams) => SnsMessage,
): Promise<SnsMessage> {
  const form = new URLSearchParams(await readBody(request));
  const action = form.get('Action');
  if (request.method === 'POST' && action === 'Publish') return publish(form);
  throw new SnsFailure(
    'InvalidAction',
    400,
    `SNS Local does not support ${action ?? `${request.method} ${request.url}`}`,
  );
}

function sendRefusal(response: ServerResponse, failure: unknown): void {
  const refusal =
    failure instanceof SnsFailure
      ? failure
      : new SnsFailure('InternalError', 500, `SNS Local failed: ${failure}`);
  sendXml(response, refusal.status, (requestId) => failureAnswer(refusal, requestId));
}

function sendXml(response: ServerResponse, status: number, body: (requestId: string) => string): void {
  const requestId = randomUUID();
  response.writeHead(status, { 'content-type': 'text/xml', 'x-amzn-requestid': requestId });
  response.end(body(requestId));
}
