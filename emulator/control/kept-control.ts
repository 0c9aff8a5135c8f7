import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ControlOptions, ControlPlane } from './control-plane';

const FILE = 'control.json';

/**
 * Opens a control plane that is kept in a folder, or one of memory only where no folder is given.
 * Every change is written before its request is answered, to a new file that then takes the old one's place, so that a
 * crash leaves one of the two; a change that cannot be written fails its request. Throws when the file cannot be read,
 * or is no control plane.
 */
export function openControl(options: ControlOptions, folder: string | undefined): ControlPlane {
  if (folder === undefined) return new ControlPlane(options);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, FILE);
  const kept: ControlOptions = { ...options, onChange: () => save(file, plane) };
  const plane: ControlPlane = existsSync(file) ? restored(file, kept) : new ControlPlane(kept);
  save(file, plane); // so that the times at which defaults were made stay what they are
  return plane;
}

function restored(file: string, options: ControlOptions): ControlPlane {
  try {
    return ControlPlane.restore(options, JSON.parse(readFileSync(file, 'utf8')));
  } catch (cause) {
    throw new Error(`${file} cannot be used: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function save(file: string, plane: ControlPlane): void {
  try {
    writeFileSync(`${file}.new`, JSON.stringify(plane.snapshot()));
    renameSync(`${file}.new`, file);
  } catch (cause) {
    throw new Error(`${file} cannot be written: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}
