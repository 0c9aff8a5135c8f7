import type { Lease } from '../../watch/ports';
import { getItem, putItem } from './access';
import type { Manifest } from './baseline-parts';
import { bodyOf } from './body';
import { numberKey } from './keys';
import type { Replaced } from './replaced';
import { room, type ScopeAccess } from './scope';
import { loadBody, storeBody } from './stored-body';
import type { Key } from './table';

/** The stored head of the newest snapshot. */
export interface Head {
  readonly content: string;
  readonly lease: number;
  readonly manifest: Manifest;
  readonly replaced: readonly Replaced[];
}

const headKey = (access: ScopeAccess): Key => ({ pk: room(access, 'SNAPSHOT'), sk: numberKey(0) });

/** The head of the newest snapshot, or undefined before the first. */
export async function loadHead(access: ScopeAccess): Promise<Head | undefined> {
  const item = await getItem(access, headKey(access));
  if (item === undefined) return undefined;
  const { manifest, replaced } = (await loadBody(access, item)) as Pick<Head, 'manifest' | 'replaced'>;
  return { content: item.text('content'), lease: item.number('lease'), manifest, replaced };
}

/** Writes a head if the stored one is still the one that was read, and was not written by a later lease. */
export async function putHead(
  access: ScopeAccess,
  lease: Lease,
  {
    stored,
    manifest,
    replaced,
  }: {
    readonly stored: Head | undefined;
    readonly manifest: Manifest;
    readonly replaced: readonly Replaced[];
  },
): Promise<'written' | 'refused'> {
  return putItem(
    access,
    {
      ...headKey(access),
      kind: 'snapshot',
      lease: lease.number,
      watermark: manifest.summary.watermark,
      savedAt: access.now(),
      ...(await storeBody(access, bodyOf({ manifest, replaced }), { legible: true })),
    },
    stored === undefined
      ? { text: 'attribute_not_exists(#pk)' }
      : {
          text: '#content = :content AND #lease <= :lease',
          values: { content: stored.content, lease: lease.number },
        },
  );
}
