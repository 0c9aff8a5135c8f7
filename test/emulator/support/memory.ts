import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Collections after which what still goes is let be. */
const mostCollections = 10;
/** Less than this is noise. Bytes. */
const settled = 65_536;

/** Bytes in use once everything that can go has gone; what one collection frees may hold what the next one can free. */
export function bytesInUse(): number {
  let last = Number.POSITIVE_INFINITY;
  for (let collection = 0; collection < mostCollections; collection += 1) {
    collectGarbage();
    const { heapUsed, arrayBuffers } = process.memoryUsage();
    const bytes = heapUsed + arrayBuffers;
    if (last - bytes < settled) return bytes;
    last = bytes;
  }
  return last;
}
