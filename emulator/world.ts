import { readFileSync } from 'node:fs';
import { openControl } from './control/kept-control';
import { Faults } from './faults/faults';
import { Intake } from './faults/intake';
import { parsePlan } from './faults/parse';
import { noFaults } from './faults/plan';
import { WaitingRoom } from './faults/waiting-room';
import type { Settings, World } from './operations/operation';
import type { XRayLocalOptions } from './options';
import { Recordings } from './recordings/recordings';
import { lockFolder } from './store/folder-lock';
import { Overflow } from './store/overflow';
import { PackedTexts } from './store/packed';
import { SegmentLog } from './store/segment-log';
import { systemErrorOf } from './store/system-error';
import { type Kept, TraceStore } from './store/trace-store';
import { PageShelf } from './wire/pages';

const MEGABYTE = 1024 * 1024;
const DEFAULT_MEMORY_BYTES = 512 * MEGABYTE;
/** How the memory is shared out. What is left is for the index, for what is being counted and for answers. */
const SHARE_OF_TEXTS = 1 / 32;
const SHARE_OF_SUMS = 1 / 32;
const SHARE_OF_SHELF = 1 / 16;
const SHARE_OF_WAITING = 1 / 64;
const SHARE_OF_SPANS = 1 / 16;
const SHARE_OF_ROWS = 1 / 128;
const BYTES_PER_SPAN = 512;
const BYTES_PER_ROW = 72;
/** One request a second and 5 % of the rest, as in X-Ray. */
const DEFAULT_SAMPLING = { reservoirSize: 1, fixedRate: 0.05 };

type Opened = Pick<World, 'control' | 'store' | 'kept' | 'close'>;

/**
 * Makes all that X-Ray Local is made of. Throws when a recording, the fault plan or the folder cannot be read, or the
 * folder is in use.
 */
export function worldOf(options: XRayLocalOptions): World {
  const settings = settingsOf(options);
  const { now } = settings;
  const recordings = new Recordings();
  for (const file of options.recordings ?? []) recordings.load(readFileSync(file), file);
  const faults = new Faults(parsePlan(options.faults ?? noFaults));
  const opened = open(options, now);
  const waiting = new WaitingRoom((options.memoryBytes ?? DEFAULT_MEMORY_BYTES) * SHARE_OF_WAITING);
  const intake = new Intake({ store: opened.store, faults, now, waiting });
  const shelf = new PageShelf((options.memoryBytes ?? DEFAULT_MEMORY_BYTES) * SHARE_OF_SHELF);
  const close = () => {
    waiting.close();
    opened.close();
  };
  return { settings, ...opened, intake, faults, recordings, shelf, close };
}

/** What is kept in the data folder, or in memory only where there is none. */
function open(options: XRayLocalOptions, now: () => number): Opened {
  const { dataDirectory: folder, sampling = DEFAULT_SAMPLING, settleSeconds } = options;
  let unlock = () => {};
  try {
    if (folder !== undefined) unlock = lockFolder(folder);
    const control = openControl({ now, sampling, settleSeconds }, folder);
    const { store, kept } = openStore(options, now);
    const close = () => {
      store.close();
      unlock();
    };
    return { control, store, kept, close };
  } catch (cause) {
    unlock();
    const failed = systemErrorOf(cause);
    if (!failed) throw cause;
    throw new Error(`The data folder ${folder} cannot be used: ${failed.message}`, { cause });
  }
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

/** Opens the store, with what its folder holds; says what that was where there is a folder. */
function openStore(options: XRayLocalOptions, now: () => number): Pick<World, 'store' | 'kept'> {
  const { dataDirectory, memoryBytes = DEFAULT_MEMORY_BYTES, mostNodes = 100_000 } = options;
  const log = dataDirectory === undefined ? undefined : new SegmentLog(dataDirectory);
  const store = new TraceStore({
    texts: log ?? new PackedTexts(memoryBytes * SHARE_OF_TEXTS),
    sums: new Overflow(memoryBytes * SHARE_OF_SUMS),
    now,
    spansInMemory: Math.floor((memoryBytes * SHARE_OF_SPANS) / BYTES_PER_SPAN),
    rowsInMemory: Math.floor((memoryBytes * SHARE_OF_ROWS) / BYTES_PER_ROW),
    mostNodes,
  });
  try {
    return { store, kept: log && recalled(store, log) };
  } catch (cause) {
    store.close();
    throw cause;
  }
}

/** Takes every kept document again; one that may not be taken now stays in the folder and is counted. */
function recalled(store: TraceStore, log: SegmentLog): Kept {
  let [documents, refused] = [0, 0];
  for (const logged of log.records()) {
    if (store.recall(logged)) refused += 1;
    else documents += 1;
  }
  return { documents, refused, cutBytes: log.cutBytes };
}
