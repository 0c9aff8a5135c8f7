import type { Baseline } from '../../../analysis/model/baseline';
import { type Lease, LeaseLost } from '../../watch/ports';
import { type Manifest, manifestOf, partIds, type SplitBaseline, splitBaseline } from './baseline-parts';
import { bodyOf } from './body';
import { forEachConcurrently } from './concurrent';
import { refuseOutdated } from './lease';
import { deletePart, storePart } from './parts';
import { dueForDeletion, stillReplaced } from './replaced';
import type { ScopeAccess } from './scope';
import { type Head, loadHead, putHead } from './snapshot-head';

/**
 * Writes the parts that changed, then the head, if the stored head is the one that `former` means and still stands.
 * Parts no longer named are listed in the head and deleted by a later save, an hour after they were replaced, so
 * that whoever read the former head can still read its parts.
 * @throws LeaseLost when another run took over
 */
export async function saveSnapshot(
  access: ScopeAccess,
  lease: Lease,
  { baseline, former }: { readonly baseline: Baseline; readonly former: number },
): Promise<'saved' | 'lost'> {
  await refuseOutdated(access, lease);
  const stored = await loadHead(access);
  const split = splitBaseline(baseline);
  const manifest = manifestOf(split, stored?.manifest);
  if (isSame(stored, manifest)) return 'saved';
  if ((stored?.manifest.summary.watermark ?? 0) !== former) return 'lost';
  await storeParts(access, lease, { split, present: stored && partIds(stored.manifest) });
  const replaced = stillReplaced(stored, manifest, access.now());
  if ((await putHead(access, lease, { stored, manifest, replaced })) === 'refused') {
    return afterRefusal(access, lease, manifest);
  }
  const due = dueForDeletion(replaced, access.now());
  await forEachConcurrently(due, (id) => deletePart(access, lease.number, id));
  return 'saved';
}

const isSame = (stored: Head | undefined, manifest: Manifest): boolean =>
  stored !== undefined && bodyOf(stored.manifest).id === bodyOf(manifest).id;

async function storeParts(
  access: ScopeAccess,
  lease: Lease,
  { split, present }: { readonly split: SplitBaseline; readonly present: ReadonlySet<string> | undefined },
): Promise<void> {
  const { pooled, known, held, drift, shapes, slots } = split;
  const bodies = [pooled, known, held, drift, ...(shapes ? [shapes] : []), ...slots.values()];
  const changed = new Map(bodies.filter(({ id }) => !present?.has(id)).map((body) => [body.id, body]));
  await forEachConcurrently([...changed.values()], (body) => storePart(access, lease.number, body));
}

async function afterRefusal(
  access: ScopeAccess,
  lease: Lease,
  manifest: Manifest,
): Promise<'saved' | 'lost'> {
  const present = await loadHead(access);
  if (isSame(present, manifest)) return 'saved';
  if (present !== undefined && present.lease > lease.number) throw new LeaseLost(lease);
  return 'lost';
}
