import type { Baseline } from '../../../analysis/model/baseline';
import { joinBaseline, readableSummary } from './baseline-parts';
import { loadPart, MissingPart, type PartCache } from './parts';
import type { ScopeAccess } from './scope';
import { type Head, loadHead } from './snapshot-head';

/**
 * Reads the newest snapshot: its head, the norms, the known edges, what is held, drift and trace shapes.
 * A part deleted while it was being read means that a newer head stands: then that one is read.
 */
export async function loadSnapshot(access: ScopeAccess, cache: PartCache): Promise<Baseline | undefined> {
  const head = await loadHead(access);
  if (head === undefined) return undefined;
  try {
    return await loadParts(access, cache, head);
  } catch (error) {
    const newer = error instanceof MissingPart ? await loadHead(access) : undefined;
    if (newer === undefined || newer.content === head.content) throw error;
    return loadParts(access, cache, newer);
  }
}

async function loadParts(access: ScopeAccess, cache: PartCache, head: Head): Promise<Baseline> {
  const summary = readableSummary(head.manifest);
  const { pooled, known, held, drift, shapes } = head.manifest;
  const load = (id: string) => loadPart(access, cache, id);
  const [pooledPart, knownPart, heldPart, driftPart, shapesPart] = await Promise.all([
    load(pooled),
    load(known),
    load(held),
    load(drift),
    shapes === undefined ? undefined : load(shapes),
  ]);
  return joinBaseline(summary, {
    pooled: pooledPart,
    known: knownPart,
    held: heldPart,
    drift: driftPart,
    shapes: shapesPart,
  });
}
