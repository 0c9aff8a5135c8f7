import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { World } from './operations/operation';
import { type Ingested, ingestAll } from './operations/put-trace-segments';
import { operations } from './operations/table';
import { unsupportedOperation } from './operations/unsupported';
import { receiveTraces, TRACES_PATH } from './otlp/receive';
import { type RecordingError, Recordings } from './recordings/recordings';
import { TraceStore } from './store/trace-store';
import { type ServiceFailure, throttled } from './wire/failure';
import { jsonBody, readBody, send, sendFailure, sendJson } from './wire/http';
import { PageShelf } from './wire/pages';

/** How X-Ray Local is to behave; everything has a default. */
export interface XRayLocalOptions {
  /** The clock, epoch seconds. @default the real one */
  readonly now?: () => number;
  /** Recordings to answer from: `.jsonl` or `.jsonl.gz` files, read at once. @default none */
  readonly recordings?: readonly string[];
  /** Services on a page of GetServiceGraph. @default 100 */
  readonly pageSize?: number;
  /** Traces looked at for a page of GetTraceSummaries. @default 100 */
  readonly tracePageSize?: number;
  /** Traces on a page of BatchGetTraces, of the five that may be asked. @default 5 */
  readonly batchPageSize?: number;
  /** The Default sampling rule. @default one request a second and 5 % of the rest, as in X-Ray */
  readonly sampling?: { readonly reservoirSize: number; readonly fixedRate: number };
}

/** An HTTP server that speaks X-Ray; not listening until told to. */
export interface XRayLocal extends Server {
  /** Takes documents without HTTP. */
  ingest(documents: readonly string[]): Ingested;
  /** Loads a recording; resolves to the number of windows in it. Rejects when the file cannot be read. */
  loadRecording(file: string): Promise<number>;
  /** What could not be used of the recordings loaded so far. */
  readonly recordingErrors: readonly RecordingError[];
  /** Makes the next requests fail instead of being answered. @param failure by default ThrottledException, 429 */
  failNext(count: number, failure?: ServiceFailure): void;
}

/**
 * Makes an X-Ray that runs on one machine: it takes segments, builds the service graph and answers queries as
 * the service does. Throws when a recording cannot be read.
 */
export function createXRayLocal(options: XRayLocalOptions = {}): XRayLocal {
  const world = worldOf(options);
  const failures: ServiceFailure[] = [];
  const server = createServer((request, response) => {
    if (request.method === 'POST' && pathOf(request) === TRACES_PATH) {
      return receiveTraces(request, world, failures.shift()).then((reply) => send(response, reply));
    }
    return answer(request, world, failures).then(
      (body) => sendJson(response, { status: 200, body }),
      (failure: unknown) => sendFailure(response, failure),
    );
  });
  return Object.assign(server, {
    ingest: (documents: readonly string[]) => ingestAll(world.store, documents),
    loadRecording: async (file: string) => world.recordings.load(await readFile(file), file),
    recordingErrors: world.recordings.errors as readonly RecordingError[],
    failNext: (count: number, failure = throttled()) => {
      for (let left = count; left > 0; left--) failures.push(failure);
    },
  });
}

function worldOf(options: XRayLocalOptions): World {
  const now = options.now ?? (() => Date.now() / 1000);
  const recordings = new Recordings();
  for (const file of options.recordings ?? []) recordings.load(readFileSync(file), file);
  const settings = {
    now,
    pageSize: options.pageSize ?? 100,
    tracePageSize: options.tracePageSize ?? 100,
    batchPageSize: options.batchPageSize ?? 5,
    sampling: options.sampling ?? { reservoirSize: 1, fixedRate: 0.05 },
  };
  return { settings, store: new TraceStore(), recordings, shelf: new PageShelf(), madeAt: now() };
}

/** Answers one request, or throws why not. Requests need no signature. */
async function answer(request: IncomingMessage, world: World, failures: ServiceFailure[]): Promise<unknown> {
  const body = await readBody(request);
  const path = pathOf(request);
  if (request.method === 'GET' && path === '/') return { healthy: 'X-Ray Local' };
  const failure = failures.shift();
  if (failure) throw failure;
  const operation = request.method === 'POST' ? operations.get(path) : undefined;
  if (!operation) throw unsupportedOperation(path);
  return operation(jsonBody(body), world);
}

/** The path a request asks for, without its query. */
function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?')[0] ?? '/';
}
