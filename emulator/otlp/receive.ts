import type { IncomingMessage, ServerResponse } from 'node:http';
import { meetFaults } from '../faults/meet';
import { operationName, TRACES_PATH } from '../operations/names';
import type { World } from '../operations/operation';
import { asFailure, invalidRequest, unsupportedMediaType } from '../wire/failure';
import { type Answer, readBytes } from '../wire/http';
import { decodeRequest, encodeMessage, type WireRequest } from './codec';
import { exportTraces } from './export-traces';
import { LARGEST_REQUEST_BYTES, MOST_SPANS } from './limits';
import type { Encoding } from './schema';
import { type OtlpSpan, spansOf } from './span';
import { unpacked } from './unpack';

const CONTENT_TYPES: Readonly<Record<Encoding, string>> = {
  protobuf: 'application/x-protobuf',
  json: 'application/json',
};
const LONGEST_REASON = 500;

/**
 * Receives one export of traces over OTLP/HTTP: protobuf or JSON, gzip or not.
 * Never rejects: a failure is a google.rpc.Status in the request's own encoding (JSON where that is unknown), with
 * 400 for what cannot be read, 413 for too much of it, 415 for another encoding (OTLP specification 1).
 */
export async function receiveTraces(
  request: IncomingMessage,
  response: ServerResponse,
  world: World,
): Promise<Answer> {
  const encoding = encodingOf(request.headers['content-type']);
  try {
    const sent = await readBytes(request, LARGEST_REQUEST_BYTES);
    if (!encoding)
      throw unsupportedMediaType('Content-Type must be application/x-protobuf or application/json');
    const body = await unpacked(sent, request.headers['content-encoding']);
    const content = await meetFaults(
      { operation: operationName(TRACES_PATH), body: '', response },
      world,
      (seen) => exportTraces(readSpans(body, encoding), seen.intake, seen.settings.now()),
    );
    return answerOf({ status: 200, kind: 'response', content, encoding });
  } catch (thrown) {
    const { status, message } = asFailure(thrown);
    return answerOf({ status, kind: 'status', content: { message }, encoding: encoding ?? 'json' });
  }
}

/** The encoding a Content-Type names; parameters such as a charset do not matter. */
function encodingOf(contentType = ''): Encoding | undefined {
  const mediaType = contentType.toLowerCase().split(';')[0]?.trim();
  if (mediaType === CONTENT_TYPES.protobuf) return 'protobuf';
  return mediaType === CONTENT_TYPES.json ? 'json' : undefined;
}

function readSpans(body: Buffer, encoding: Encoding): OtlpSpan[] {
  const spans = spansOf(readRequest(body, encoding), encoding);
  if (spans.length <= MOST_SPANS) return spans;
  throw invalidRequest(`A request may have at most ${MOST_SPANS} spans, this one has ${spans.length}`);
}

function readRequest(body: Buffer, encoding: Encoding): WireRequest {
  try {
    return decodeRequest(body, encoding);
  } catch (cause) {
    const reason = String(cause).slice(0, LONGEST_REASON);
    const message = `Request body is no ExportTraceServiceRequest in ${encoding}: ${reason}`;
    throw Object.assign(invalidRequest(message), { cause });
  }
}

interface Content {
  readonly status: number;
  readonly kind: 'response' | 'status';
  readonly content: object;
  readonly encoding: Encoding;
}

function answerOf({ status, kind, content, encoding }: Content): Answer {
  return { status, contentType: CONTENT_TYPES[encoding], bytes: encodeMessage(kind, content, encoding) };
}
