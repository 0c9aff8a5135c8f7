import { openWholeFile } from '../functions/adapters/recording/whole-file';
import { exits, Refused } from './exit';
import type { Io } from './io';

/** Where objects go, one a line. */
export interface JsonLines {
  write(value: unknown): Promise<void>;
  finish(): Promise<void>;
  abandon(): Promise<void>;
}

const nowhere = async (): Promise<void> => undefined;

/**
 * Opens the target of `--json`: `-` is standard output, `undefined` nowhere; a file appears when it is finished.
 * @throws Refused when the file cannot be written
 */
export async function openJsonLines(target: string | undefined, io: Io): Promise<JsonLines> {
  if (target === undefined) return { write: nowhere, finish: nowhere, abandon: nowhere };
  if (target === '-') {
    return { write: (value) => io.out(`${JSON.stringify(value)}\n`), finish: nowhere, abandon: nowhere };
  }
  try {
    const file = await openWholeFile(target);
    return {
      write: (value) => file.write(`${JSON.stringify(value)}\n`),
      finish: () => file.finish(),
      abandon: () => file.abandon(),
    };
  } catch (cause) {
    throw new Refused(exits.failed, `${target} cannot be written: ${(cause as Error).message}`, { cause });
  }
}
