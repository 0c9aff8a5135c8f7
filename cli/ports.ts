import { dynamoMemory } from '../functions/adapters/dynamodb/memory';
import { xrayTraces } from '../functions/adapters/xray/traces';
import type { WatchSettings } from '../functions/settings';
import type { Ports, Publisher } from '../functions/watch/ports';
import type { AwsAccess, StorePlace } from './command';
import type { Io } from './io';
import { openMemory } from './memory';
import { loadSettings } from './settings-file';
import { xrayClient } from './xray-client';

/** A scope opened from the command line: its settings, and X-Ray, memory and screen behind the ports. */
export interface OpenScope {
  readonly settings: WatchSettings;
  readonly ports: Ports;
  close(): Promise<void>;
}

type Asked = AwsAccess & StorePlace & { readonly settings: string | undefined };

/**
 * Opens the scope that a command names: account/region/group, as a deployed watcher names it. The account is the
 * table's, or `local`. Messages go to the screen; AWS is only read, but for the table if one is named.
 */
export async function openScope(command: Asked, io: Io): Promise<OpenScope> {
  const { settings: file } = await loadSettings(command.settings, {});
  const group = command.group ?? file.group;
  const xray = xrayClient(command);
  const memory = await openMemory(command, io.now());
  const scope = await scopeOf(command, file, memory.account);
  const settings: WatchSettings = { ...file, scope, ...(group === undefined ? {} : { group }) };
  const { ledgerDays, findingDays } = settings;
  const { client, table } = memory;
  return {
    settings,
    ports: {
      traces: xrayTraces(xray, group),
      memory: dynamoMemory({ client, table, scope, ledgerDays, findingDays, now: io.now }),
      publisher: screen(io),
      now: io.now,
    },
    close: async () => {
      xray.destroy();
      await memory.close();
    },
  };
}

/** The scope's name: account/region/group. Rejects where no Region is set. */
export async function scopeOf(
  command: AwsAccess,
  settings: Pick<WatchSettings, 'group'>,
  account: string,
): Promise<string> {
  const xray = xrayClient(command);
  const region = await xray.config.region();
  xray.destroy();
  return `${account}/${region}/${command.group ?? settings.group ?? 'Default'}`;
}

/** Shows people's messages as they would get them; no other format. */
const screen = (io: Io): Publisher => ({
  formats: [],
  async publish({ subject, body }) {
    const rule = '-'.repeat(76);
    io.say(`${rule}\n${subject}\n\n${body}${rule}`);
    return { receipt: 'screen' };
  },
});
