import { type Lease, LeaseLost } from '../../watch/ports';
import { getItem, putItem } from './access';
import type { Fields } from './item';
import type { ScopeAccess } from './scope';
import { itemVersion, type Key } from './table';

/** By which run, and from which record, something is projected. */
export interface Writer {
  readonly lease: Lease;
  readonly sequence: number;
}

/**
 * Writes an item of a projection, unless it was written from a later record (`kept`).
 * Repeating it changes nothing; items of a newer version are never overwritten.
 * @throws LeaseLost when a run with a higher lease has written it
 */
export async function putFenced(
  access: ScopeAccess,
  { lease, sequence }: Writer,
  fields: Fields & Key,
): Promise<'written' | 'kept'> {
  const written = await putItem(
    access,
    { ...fields, lease: lease.number, sequence },
    {
      text: 'attribute_not_exists(#pk) OR (#v <= :v AND #lease <= :lease AND #sequence <= :sequence)',
      values: { v: itemVersion, lease: lease.number, sequence },
    },
  );
  if (written === 'written') return 'written';
  const present = await getItem(access, fields);
  if (present !== undefined && present.number('lease') > lease.number) throw new LeaseLost(lease);
  return 'kept';
}
