import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { ControlPlane } from './control/control-plane';
import type { DefaultSampling } from './control/default-rule';
import type { World } from './operations/operation';
import { type Ingested, ingestAll } from './operations/put-trace-segments';
import { operations } from './operations/table';
import { unsupportedOperation } from './operations/unsupported';
import { type RecordingError, Recordings } from './recordings/recordings';
import { Overflow } from './store/overflow';
import { PackedTexts } from './store/packed';
import { SegmentLog } from './store/segment-log';
import { TraceStore } from './store/trace-store';
import { type ServiceFailure, throttled } from './wire/failure';
import { jsonBody, readBody, sendFailure, sendJson } from './wire/http';
import { PageShelf } from './wire/pages';

const MEGABYTE = 1024 * 1024;
const SHARE_OF_TEXTS = 1 / 16;
const SHARE_OF_SUMS = 1 / 16;
const SHARE_OF_SPANS = 1 / 16;
const BYTES_PER_SPAN = 512;

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
  /** Keeps documents in this folder, so that they outlive the process. @default nothing is kept */
  readonly dataDirectory?: string;
  /**
   * How much memory what was ingested may take, bytes; beyond it documents are kept in files. A rough bound: some
   * 60 bytes a segment stay in memory however many there are. @default 512 MB
   */
  readonly memoryBytes?: number;
  /** Different nodes that are remembered; a document that brings another is refused. @default 100,000 */
  readonly mostNodes?: number;
  /** Rules, groups, statistics or tags on a page of the operations that list them. @default 100 */
  readonly listPageSize?: number;
  /** The Default sampling rule. @default one request a second and 5 % of the rest, as in X-Ray */
  readonly sampling?: DefaultSampling;
  /** How long a new encryption key or trace destination takes to become active, seconds. @default 5 */
  readonly settleSeconds?: number;
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
    answer(request, world, failures).then(
      (body) => sendJson(response, { status: 200, body }),
      (failure: unknown) => sendFailure(response, failure),
    );
  });
  server.on('close', () => world.store.close());
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
    listPageSize: options.listPageSize ?? 100,
  };
  const { sampling = { reservoirSize: 1, fixedRate: 0.05 }, settleSeconds } = options;
  const control = new ControlPlane({ now, sampling, settleSeconds });
  return { settings, store: storeOf(options, now), recordings, shelf: new PageShelf(), control };
}

/** Opens the store, with what its folder holds. */
function storeOf(
  { dataDirectory, memoryBytes = 512 * MEGABYTE, mostNodes = 100_000 }: XRayLocalOptions,
  now: () => number,
): TraceStore {
  const log = dataDirectory === undefined ? undefined : new SegmentLog(dataDirectory);
  const texts = log ?? new PackedTexts(memoryBytes * SHARE_OF_TEXTS);
  const spansInMemory = Math.floor((memoryBytes * SHARE_OF_SPANS) / BYTES_PER_SPAN);
  const sums = new Overflow(memoryBytes * SHARE_OF_SUMS);
  const store = new TraceStore({ texts, sums, now, spansInMemory, mostNodes });
  for (const { text, arrival, reference } of log?.records() ?? []) store.recall(text, arrival, reference);
  return store;
}

/** Answers one request, or throws why not. Requests need no signature. */
async function answer(request: IncomingMessage, world: World, failures: ServiceFailure[]): Promise<unknown> {
  const body = await readBody(request);
  const [path = '/'] = (request.url ?? '/').split('?');
  if (request.method === 'GET' && path === '/') return { healthy: 'X-Ray Local' };
  const failure = failures.shift();
  if (failure) throw failure;
  const operation = request.method === 'POST' ? operations.get(path) : undefined;
  if (!operation) throw unsupportedOperation(path);
  return operation(jsonBody(body), world);
}
