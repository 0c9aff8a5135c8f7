import type { Baseline } from '../../../analysis/model/baseline';
import { joinBaseline, readableSummary } from './baseline-parts';
import { loadPart, MissingPart, type PartCache } from './parts';
import type { ScopeAccess } from './scope';
import { type Head, loadHead } from './snapshot-head';

/**
 * Reads the newest snapshot: its head, the pooled part, the known edges, what is held, and the asked slots.
 * A part deleted while it was being read means that a newer head stands: then that one is read.
 */
export async function loadSnapshot(
  access: ScopeAccess,
  cache: PartCache,
  slots: readonly number[],
): Promise<Baseline | undefined> {
  const head = await loadHead(access);
  if (head === undefined) return undefined;
  try {
    return await loadParts(access, cache, { head, slots });
  } catch (error) {
    const newer = error instanceof MissingPart ? await loadHead(access) : undefined;
    if (newer === undefined || newer.content === head.content) throw error;
    return loadParts(access, cache, { head: newer, slots });
  }
}

async function loadParts(
  access: ScopeAccess,
  cache: PartCache,
  { head, slots }: { readonly head: Head; readonly slots: readonly number[] },
): Promise<Baseline> {
  const summary = readableSummary(head.manifest);
  const { pooled, known, held, drift, shapes, slots: stored } = head.manifest;
  const asked = stored.filter(([slot]) => slots.includes(slot));
  const load = (id: string) => loadPart(access, cache, id);
  const [pooledPart, knownPart, heldPart, driftPart, shapesPart, ...slotParts] = await Promise.all([
    load(pooled),
    load(known),
    load(held),
    load(drift),
    shapes === undefined ? undefined : load(shapes),
    ...asked.map(async ([slot, id]) => [slot, await load(id)] as const),
  ]);
  return joinBaseline(summary, {
    pooled: pooledPart,
    known: knownPart,
    held: heldPart,
    drift: driftPart,
    shapes: shapesPart,
    slots: slotParts,
  });
}
