import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { invalidRequest, ServiceFailure } from './failure';
import { isJsonObject, type JsonObject } from './json';

/** Fifty documents of 64 KB each, escaped, still fit. */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/** Reads a request's whole body as text. Throws a `ServiceFailure` (413) when it is unreasonably large. */
export async function readBody(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    const buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    bytes += buffer.length;
    if (bytes > LARGEST_BODY_BYTES)
      throw new ServiceFailure('RequestEntityTooLarge', 413, 'Request body is too large');
    pieces.push(buffer);
  }
  return Buffer.concat(pieces).toString('utf8');
}

/** Parses a body as the one JSON object that every X-Ray request is; an empty body counts as `{}`. */
export function jsonBody(text: string): JsonObject {
  if (text.trim() === '') return {};
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw Object.assign(invalidRequest('Request body is not valid JSON'), { cause });
  }
  if (!isJsonObject(value)) throw invalidRequest('Request body must be a JSON object');
  return value;
}

/** An answer that is about to be sent. */
interface Reply {
  readonly status: number;
  readonly body: unknown;
  /** The error code, where the answer is a failure. */
  readonly errorType?: string;
}

/** Answers with a JSON body. */
export function sendJson(response: ServerResponse, { status, body, errorType }: Reply): void {
  const bytes = Buffer.from(JSON.stringify(body));
  response.writeHead(status, {
    'content-type': 'application/json',
    'content-length': bytes.length,
    'x-amzn-requestid': randomUUID(),
    ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
  });
  response.end(bytes);
}

/** Answers a failure: what the caller did wrong as such, anything else as an internal failure (500). */
export function sendFailure(response: ServerResponse, failure: unknown): void {
  if (failure instanceof ServiceFailure) {
    const { status, code, message, resourceName: ResourceName } = failure;
    sendJson(response, { status, body: { Message: message, ResourceName }, errorType: code });
  } else {
    const Message = `X-Ray Local failed: ${failure instanceof Error ? failure.message : failure}`;
    sendJson(response, { status: 500, body: { Message }, errorType: 'InternalFailure' });
  }
}
