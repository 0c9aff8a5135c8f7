import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const FOLDER = join(__dirname, '..', '..', '..', 'shared', 'reference');

/** `describe` where the shared reference texts are at hand; elsewhere skips and says why. */
export function describeWithReference(title: string, tests: () => void): void {
  if (existsSync(FOLDER)) describe(title, tests);
  else {
    console.info(
      `skipped: no reference: "${title}" needs the folder ../shared/reference beside the repository`,
    );
    describe.skip(title, tests);
  }
}

/** A JSON file of the reference. */
export const referenceJson = (file: string): object => JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
