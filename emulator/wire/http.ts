import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { asFailure, invalidRequest, tooLarge } from './failure';
import { isJsonObject, type JsonObject } from './json';
import { jsonBytes } from './json-bytes';

/** Fifty documents of 64 KB each, escaped, still fit. */
const LARGEST_BODY_BYTES = 16 * 1024 * 1024;

/** Reads a request's whole body as text. Throws a `ServiceFailure` (413) when it is unreasonably large. */
export async function readBody(request: IncomingMessage): Promise<string> {
  return (await readBytes(request, LARGEST_BODY_BYTES)).toString('utf8');
}

/**
 * Reads a request's whole body. One of more bytes than may be is read to its end all the same, without being kept,
 * for a client hears nothing while it is sending; then throws a `ServiceFailure` (413).
 */
export async function readBytes(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const pieces: Buffer[] = [];
  let bytes = 0;
  for await (const piece of request) {
    const buffer = Buffer.isBuffer(piece) ? piece : Buffer.from(String(piece));
    bytes += buffer.length;
    if (bytes <= mostBytes) pieces.push(buffer);
    else pieces.length = 0;
  }
  if (bytes > mostBytes) throw tooLarge(mostBytes);
  return Buffer.concat(pieces);
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
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly bytes: Buffer;
  /** The error code, where the answer is a failure in AWS's shape. */
  readonly errorType?: string;
}

/** Sends an answer under a new request id. */
export function send(response: ServerResponse, { status, contentType, bytes, errorType }: Answer): void {
  response.writeHead(status, {
    'content-type': contentType,
    'content-length': bytes.length,
    'x-amzn-requestid': randomUUID(),
    ...(errorType === undefined ? {} : { 'x-amzn-errortype': errorType }),
  });
  response.end(bytes);
}

/** What is to be answered as JSON. */
interface Reply extends Pick<Answer, 'status' | 'errorType'> {
  readonly body: unknown;
}

/** Answers with a JSON body. */
export function sendJson(response: ServerResponse, { body, ...rest }: Reply): void {
  send(response, { ...rest, contentType: 'application/json', bytes: jsonBytes(body) });
}

/** Answers a failure: what the caller did wrong as such, anything else as an internal failure (500). */
export function sendFailure(response: ServerResponse, failure: unknown): void {
  const { status, code, message, resourceName: ResourceName } = asFailure(failure);
  sendJson(response, { status, body: { Message: message, ResourceName }, errorType: code });
}
