import { Overflow } from '../../../emulator/store/overflow';
import { PackedTexts } from '../../../emulator/store/packed';
import { TraceStore } from '../../../emulator/store/trace-store';
import { T0 } from './documents';

/** A store with room for what a test puts into it. */
export function smallStore(): TraceStore {
  return new TraceStore({
    texts: new PackedTexts(),
    sums: new Overflow(1_000_000),
    now: () => T0,
    spansInMemory: 10_000,
    rowsInMemory: 1_000,
    mostNodes: 20_000,
  });
}
