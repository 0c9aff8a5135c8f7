import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { control } from './faults/control';
import { type Health, healthOf } from './faults/health';
import { meetFaults } from './faults/meet';
import { operationName, TRACES_PATH } from './operations/names';
import type { World } from './operations/operation';
import { type Ingested, ingestAll } from './operations/put-trace-segments';
import { operations } from './operations/table';
import { unsupportedOperation } from './operations/unsupported';
import type { XRayLocalOptions } from './options';
import { receiveTraces } from './otlp/receive';
import type { RecordingError } from './recordings/recordings';
import { type ServiceFailure, throttled } from './wire/failure';
import { jsonBody, readBody, send, sendFailure, sendJson } from './wire/http';
import { worldOf } from './world';

export type { XRayLocalOptions } from './options';

/** An HTTP server that speaks X-Ray; not listening until told to. */
export interface XRayLocal extends Server {
  /** Takes documents without HTTP. */
  ingest(documents: readonly string[]): Ingested;
  /** Loads a recording; resolves to the number of windows in it. Rejects when the file cannot be read. */
  loadRecording(file: string): Promise<number>;
  /** What could not be used of the recordings loaded so far. */
  readonly recordingErrors: readonly RecordingError[];
  /** What was taken and refused so far; also at GET /_control/health. */
  health(): Health;
  /** Makes the next requests fail instead of being answered. @param failure by default ThrottledException, 429 */
  failNext(count: number, failure?: ServiceFailure): void;
}

/**
 * Makes an X-Ray that runs on one machine: it takes segments, builds the service graph and answers queries as
 * the service does. Throws when a recording or the data folder cannot be read, or the fault plan is wrong.
 */
export function createXRayLocal(options: XRayLocalOptions = {}): XRayLocal {
  const world = worldOf(options);
  const server = createServer((request, response) => {
    const isExport = request.method === 'POST' && pathOf(request) === TRACES_PATH;
    const sent = isExport
      ? receiveTraces(request, response, world).then((reply) => send(response, reply))
      : answer(request, response, world).then((body) => sendJson(response, { status: 200, body }));
    sent.catch((failure: unknown) => sendFailure(response, failure));
  });
  server.on('close', () => world.close());
  return Object.assign(server, {
    ingest: (documents: readonly string[]) => ingestAll(world.intake, documents),
    loadRecording: async (file: string) => world.recordings.load(await readFile(file), file),
    recordingErrors: world.recordings.errors as readonly RecordingError[],
    health: () => healthOf(world),
    failNext: (count: number, failure = throttled()) => world.faults.failNext(count, failure),
  });
}

/** Answers one request, or throws why not. Requests need no signature. */
async function answer(request: IncomingMessage, response: ServerResponse, world: World): Promise<unknown> {
  const body = await readBody(request);
  const path = pathOf(request);
  if (request.method === 'GET' && path === '/') return { healthy: 'X-Ray Local' };
  if (path.startsWith('/_control/')) return control({ method: request.method, path, body }, world);
  const operation = request.method === 'POST' ? operations.get(path) : undefined;
  return meetFaults({ operation: operationName(path), body, response }, world, (seen) => {
    if (!operation) throw unsupportedOperation(path);
    return operation(jsonBody(body), seen);
  });
}

/** The path a request asks for, without its query. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?')[0] ?? '/';
}
