import { type Manifest, partIds } from './baseline-parts';

/** A part that no head names since `at` (epoch seconds). */
export type Replaced = readonly [id: string, at: number];

const keptSeconds = 3_600;
/** Deleting is repeated for a day after that, so that a crash in the middle leaves nothing for ever. */
const rememberedSeconds = 90_000;

/** The former head's list of replaced parts, with those the new manifest replaces, without those it names again. */
export function stillReplaced(
  former: { readonly manifest: Manifest; readonly replaced: readonly Replaced[] } | undefined,
  manifest: Manifest,
  now: number,
): readonly Replaced[] {
  if (former === undefined) return [];
  const named = partIds(manifest);
  const newly = [...partIds(former.manifest)].map((id): Replaced => [id, now]);
  return [...former.replaced.filter(([, at]) => at > now - rememberedSeconds), ...newly].filter(
    ([id]) => !named.has(id),
  );
}

/** Ids of the parts that were replaced an hour ago or longer. */
export const dueForDeletion = (replaced: readonly Replaced[], now: number): readonly string[] =>
  replaced.filter(([, at]) => at <= now - keptSeconds).map(([id]) => id);
