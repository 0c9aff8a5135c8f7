import { dynamoDecisions } from '../../functions/adapters/dynamodb/speakable';
import type { DecisionsCommand } from '../command';
import { decisionWords } from '../decision-text';
import { type ExitCode, exits } from '../exit';
import type { Io } from '../io';
import { openMemory } from '../memory';
import { scopeOf } from '../ports';
import { loadSettings } from '../settings-file';

/** Lists the decisions of a scope, oldest first; as JSON one a line. */
export async function decisions(command: DecisionsCommand, io: Io): Promise<ExitCode> {
  const { settings } = await loadSettings(command.settings, {});
  const memory = await openMemory(command, io.now());
  try {
    const scope = await scopeOf(command, settings, memory.account);
    const { client, table } = memory;
    const { ledgerDays, findingDays } = settings;
    const all = await dynamoDecisions({
      client,
      table,
      scope,
      ledgerDays,
      findingDays,
      now: io.now,
    }).decisions();
    for (const one of all) await io.out(`${command.json ? JSON.stringify(one) : decisionWords(one)}\n`);
    if (all.length === 0) io.say(`nothing was decided in ${scope}`);
    return exits.done;
  } finally {
    await memory.close();
  }
}
