import { readFile } from 'node:fs/promises';
import { parseSettings, SettingsError, type WatchSettings } from '../functions/settings';
import { exits, Refused } from './exit';

/** Settings with those fields that a person set, so that an unused one can be told. */
export interface LoadedSettings {
  readonly settings: WatchSettings;
  readonly given: ReadonlySet<string>;
}

/**
 * Reads a settings file, or takes the defaults without one; `overrides` are options of the command line.
 * @throws SettingsError naming every mistake at once, Refused when the file cannot be opened
 */
export async function loadSettings(
  file: string | undefined,
  overrides: Readonly<Record<string, unknown>> = {},
): Promise<LoadedSettings> {
  const input = file === undefined ? {} : parsed(await textOf(file), file);
  const isObject = typeof input === 'object' && input !== null && !Array.isArray(input);
  const set = Object.entries(overrides).filter(([, value]) => value !== undefined);
  const merged: unknown = isObject ? { ...input, ...Object.fromEntries(set) } : input;
  return { settings: parseSettings(merged), given: new Set(isObject ? Object.keys(input) : []) };
}

async function textOf(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    throw new Refused(exits.failed, `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingsError([`${file}: not JSON - ${(cause as Error).message}`]);
  }
}
