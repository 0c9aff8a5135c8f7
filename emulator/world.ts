import { readFileSync } from 'node:fs';
import { openControl } from './control/kept-control';
import { Faults } from './faults/faults';
import { Intake } from './faults/intake';
import { parsePlan } from './faults/parse';
import { noFaults } from './faults/plan';
import type { Settings, World } from './operations/operation';
import type { XRayLocalOptions } from './options';
import { Recordings } from './recordings/recordings';
import { Overflow } from './store/overflow';
import { PackedTexts } from './store/packed';
import { SegmentLog } from './store/segment-log';
import { TraceStore } from './store/trace-store';
import { PageShelf } from './wire/pages';

const MEGABYTE = 1024 * 1024;
const DEFAULT_MEMORY_BYTES = 512 * MEGABYTE;
/** How the memory is shared out. What is left is for the index, for what is being counted and for answers. */
const SHARE_OF_TEXTS = 1 / 16;
const SHARE_OF_SUMS = 1 / 16;
const SHARE_OF_SPANS = 1 / 16;
const BYTES_PER_SPAN = 512;

/** Makes all that X-Ray Local is made of. Throws when a recording, the fault plan or the folder cannot be read. */
export function worldOf(options: XRayLocalOptions): World {
  const { recordings: files = [], sampling = { reservoirSize: 1, fixedRate: 0.05 } } = options;
  const settings = settingsOf(options);
  const { now } = settings;
  const recordings = new Recordings();
  for (const file of files) recordings.load(readFileSync(file), file);
  const store = storeOf(options, now);
  const faults = new Faults(parsePlan(options.faults ?? noFaults));
  const intake = new Intake({ store, faults, now });
  const control = openControl({ now, sampling, settleSeconds: options.settleSeconds }, options.dataDirectory);
  return { settings, store, intake, faults, recordings, control, shelf: new PageShelf() };
}

function settingsOf(options: XRayLocalOptions): Settings {
  return {
    now: options.now ?? (() => Date.now() / 1000),
    pageSize: options.pageSize ?? 100,
    tracePageSize: options.tracePageSize ?? 100,
    batchPageSize: options.batchPageSize ?? 5,
    listPageSize: options.listPageSize ?? 100,
  };
}

/** Opens the store, with what its folder holds. */
function storeOf(options: XRayLocalOptions, now: () => number): TraceStore {
  const { dataDirectory, memoryBytes = DEFAULT_MEMORY_BYTES, mostNodes = 100_000 } = options;
  const log = dataDirectory === undefined ? undefined : new SegmentLog(dataDirectory);
  const store = new TraceStore({
    texts: log ?? new PackedTexts(memoryBytes * SHARE_OF_TEXTS),
    sums: new Overflow(memoryBytes * SHARE_OF_SUMS),
    now,
    spansInMemory: Math.floor((memoryBytes * SHARE_OF_SPANS) / BYTES_PER_SPAN),
    mostNodes,
  });
  for (const { text, arrival, reference } of log?.records() ?? []) store.recall(text, arrival, reference);
  return store;
}
