import type { Item } from './item';
import { itemVersion } from './table';

/** Turns an item of one version into the next; the map's key is the version it starts from. */
export type Upgraders = ReadonlyMap<number, (item: Item) => Item>;

/** Which versions a program reads: the current one, and older ones through upgraders. */
export interface Versions {
  readonly current: number;
  readonly upgraders: Upgraders;
}

/** Version 1 is the first, so nothing is upgraded yet. */
export const versions: Versions = { current: itemVersion, upgraders: new Map() };

/** An item that this program must not interpret, with what was found and what to do. */
export class UnreadableItem extends Error {
  constructor(item: Item, found: string, readable: string, advice: string) {
    super(`item ${item.name} has ${found}; this program reads ${readable}: ${advice}`);
    this.name = 'UnreadableItem';
  }
}

/**
 * The item as the current version, upgraded one version at a time where it is older.
 * @throws UnreadableItem when it is newer, or older than the oldest upgrader
 */
export function upgraded(item: Item, { current, upgraders }: Versions): Item {
  let version = item.has('v') ? item.number('v') : 0;
  let upgradedItem = item;
  while (version < current) {
    const upgrade = upgraders.get(version);
    if (upgrade === undefined) throw unreadable(item, { current, upgraders });
    version += 1;
    upgradedItem = upgrade(upgradedItem).with({ v: version });
  }
  if (version !== current) throw unreadable(item, { current, upgraders });
  return upgradedItem;
}

function unreadable(item: Item, { current, upgraders }: Versions): UnreadableItem {
  const found = item.has('v') ? item.number('v') : 'none';
  const readable = [...upgraders.keys(), current].sort((a, b) => a - b).join(', ');
  const advice =
    typeof found === 'number' && found > current
      ? 'a newer tracenorm wrote it, run that version or a later one'
      : 'no upgrade from it exists, run the version that wrote it or delete the scope and learn anew';
  return new UnreadableItem(item, `version ${found}`, `version ${readable}`, advice);
}
