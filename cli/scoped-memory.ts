import type { MemoryProps } from '../functions/adapters/dynamodb/memory';
import type { WatchSettings } from '../functions/settings';
import type { AwsAccess, StorePlace } from './command';
import type { Io } from './io';
import { openMemory } from './memory';
import { scopeOf } from './ports';
import { loadSettings } from './settings-file';

type Asked = AwsAccess & StorePlace & { readonly settings: string | undefined };

/** Opens the memory of the scope that a command names, hands it on, and closes it whatever becomes of it. */
export async function withMemory<T>(
  command: Asked,
  io: Io,
  use: (memory: MemoryProps, settings: WatchSettings) => Promise<T>,
): Promise<T> {
  const { settings } = await loadSettings(command.settings, {});
  const { client, table, account, close } = await openMemory(command, io.now());
  try {
    const scope = await scopeOf(command, settings, account);
    const { ledgerDays, findingDays } = settings;
    return await use({ client, table, scope, ledgerDays, findingDays, now: io.now }, { ...settings, scope });
  } finally {
    await close();
  }
}
