import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', '..', 'shared', 'recordings');

/** `describe` where the shared recordings are at hand; elsewhere skips and says why. */
export function describeWithRecordings(title: string, tests: () => void): void {
  if (existsSync(FOLDER)) describe(title, tests);
  else {
    console.info(
      `skipped: no recordings: "${title}" needs the folder ../shared/recordings beside the repository`,
    );
    describe.skip(title, tests);
  }
}

/** The path of a file in the shared recordings. */
export const recording = (...parts: string[]) => join(FOLDER, ...parts);

/** A JSON file of the AWS documentation's samples. */
export const awsSample = (file: string) => JSON.parse(readFileSync(recording('aws-docs', file), 'utf8'));

/** All recordings that have windows. */
export const recordingsWithWindows = () =>
  readdirSync(FOLDER)
    .map((folder) => recording(folder, 'windows.jsonl.gz'))
    .filter((file) => existsSync(file));
