import { dynamoDecisions } from '../../functions/adapters/dynamodb/speakable';
import type { DecisionsCommand } from '../command';
import { decisionWords } from '../decision-text';
import { type ExitCode, exits } from '../exit';
import type { Io } from '../io';
import { withMemory } from '../scoped-memory';

/** Lists the decisions of a scope, oldest first; as JSON one a line. */
export const decisions = (command: DecisionsCommand, io: Io): Promise<ExitCode> =>
  withMemory(command, io, async (memory) => {
    const all = await dynamoDecisions(memory).decisions();
    for (const one of all) await io.out(`${command.json ? JSON.stringify(one) : decisionWords(one)}\n`);
    if (all.length === 0) io.say(`nothing was decided in ${memory.scope}`);
    return exits.done;
  });
