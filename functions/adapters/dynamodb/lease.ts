import { type Lease, LeaseLost } from '../../watch/ports';
import { getItem, updateItem } from './access';
import { numberKey } from './keys';
import { room, type ScopeAccess } from './scope';
import { itemVersion, type Key } from './table';

const leaseKey = (access: ScopeAccess): Key => ({ pk: room(access, 'LEASE'), sk: numberKey(0) });

/**
 * Takes the scope's lease when it is free, over, or the owner's own, with a number one higher than the last;
 * undefined while another owner holds it. One conditional write: of two that ask at once one gets it.
 * An owner that asks again gets a higher number, so its former lease no longer writes.
 */
export async function acquireLease(
  access: ScopeAccess,
  { owner, now, seconds }: { readonly owner: string; readonly now: number; readonly seconds: number },
): Promise<Lease | undefined> {
  const taken = await updateItem(access, leaseKey(access), {
    change: {
      text: 'SET #number = if_not_exists(#number, :zero) + :one, #owner = :owner, #until = :until, #v = :v, #kind = :kind',
      values: { zero: 0, one: 1, owner, until: now + seconds, v: itemVersion, kind: 'lease' },
    },
    condition: {
      text: 'attribute_not_exists(#pk) OR (#v = :v AND (#until <= :now OR #owner = :owner))',
      values: { now },
    },
  });
  if (taken !== undefined) return { number: taken.number('number'), owner };
  await getItem(access, leaseKey(access));
  return undefined;
}

/** Ends a lease; one that passed on is left alone. The item stays, because its number must keep rising. */
export async function releaseLease(access: ScopeAccess, lease: Lease): Promise<void> {
  await updateItem(access, leaseKey(access), {
    change: { text: 'SET #until = :zero', values: { zero: 0 } },
    condition: { text: '#v = :v AND #number = :number', values: { v: itemVersion, number: lease.number } },
  });
}

/**
 * Refuses a lease that another run has taken over since.
 * @throws LeaseLost when a higher number was given out
 */
export async function refuseOutdated(access: ScopeAccess, lease: Lease): Promise<void> {
  const item = await getItem(access, leaseKey(access));
  if (item !== undefined && item.number('number') > lease.number) throw new LeaseLost(lease);
}
