import { readFile } from 'node:fs/promises';
import { parsePlan } from '../../emulator/faults/parse';
import type { FaultPlan } from '../../emulator/faults/plan';
import { exits, Refused } from '../exit';

/** Reads a file with a fault plan. Rejects with Refused: when it cannot be read, or with every mistake in it. */
export async function loadFaultPlan(file: string): Promise<FaultPlan> {
  const text = await readFile(file, 'utf8').catch((cause: Error) => {
    throw new Refused(exits.failed, `${file} cannot be read: ${cause.message}`, { cause });
  });
  try {
    return parsePlan(JSON.parse(text));
  } catch (cause) {
    const mistakes = (cause as Error).message.split('\n').map((mistake) => `\n  ${mistake}`);
    throw new Refused(exits.misuse, `${file} is no fault plan:${mistakes.join('')}`, { cause });
  }
}
