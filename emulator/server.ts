import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { control } from './faults/control';
import { Faults } from './faults/faults';
import { type Health, healthOf } from './faults/health';
import { Intake } from './faults/intake';
import { meetFaults } from './faults/meet';
import { parsePlan } from './faults/parse';
import { type FaultPlan, noFaults } from './faults/plan';
import { operationName } from './operations/names';
import type { World } from './operations/operation';
import { type Ingested, ingestAll } from './operations/put-trace-segments';
import { operations } from './operations/table';
import { unsupportedOperation } from './operations/unsupported';
import { type RecordingError, Recordings } from './recordings/recordings';
import { TraceStore } from './store/trace-store';
import { type ServiceFailure, throttled } from './wire/failure';
import { jsonBody, readBody, sendFailure, sendJson } from './wire/http';
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
  /** What is to go wrong; may be replaced at run time with PUT /_control/faults. @default nothing */
  readonly faults?: FaultPlan;
  /** Folder in which traces survive a restart. @default none, they live in memory */
  readonly dataDirectory?: string;
  /** The most memory that traces may take, in bytes. @default without limit */
  readonly memoryBytes?: number;
}

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
 * the service does. Throws when a recording cannot be read or the fault plan is wrong.
 */
export function createXRayLocal(options: XRayLocalOptions = {}): XRayLocal {
  const world = worldOf(options);
  const server = createServer((request, response) => {
    answer(request, response, world).then(
      (body) => sendJson(response, { status: 200, body }),
      (failure: unknown) => sendFailure(response, failure),
    );
  });
  return Object.assign(server, {
    ingest: (documents: readonly string[]) => ingestAll(world.intake, documents),
    loadRecording: async (file: string) => world.recordings.load(await readFile(file), file),
    recordingErrors: world.recordings.errors as readonly RecordingError[],
    health: () => healthOf(world),
    failNext: (count: number, failure = throttled()) => world.faults.failNext(count, failure),
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
  const store = new TraceStore();
  const faults = new Faults(parsePlan(options.faults ?? noFaults));
  const intake = new Intake({ store, faults, now });
  return { settings, store, intake, faults, recordings, shelf: new PageShelf(), madeAt: now() };
}

/** Answers one request, or throws why not. Requests need no signature. */
async function answer(request: IncomingMessage, response: ServerResponse, world: World): Promise<unknown> {
  const body = await readBody(request);
  const [path = '/'] = (request.url ?? '/').split('?');
  if (request.method === 'GET' && path === '/') return { healthy: 'X-Ray Local' };
  if (path.startsWith('/_control/')) return control({ method: request.method, path, body }, world);
  const operation = request.method === 'POST' ? operations.get(path) : undefined;
  return meetFaults({ operation: operationName(path), body, response }, world, (seen) => {
    if (!operation) throw unsupportedOperation(path);
    return operation(jsonBody(body), seen);
  });
}
