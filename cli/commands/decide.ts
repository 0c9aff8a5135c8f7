import type { Decision } from '../../analysis/model/decision';
import type { Taken } from '../../functions/decide/decide';
import type { DecideRequest } from '../../functions/decide/request';
import type { DecideCommand, MuteCommand } from '../command';
import { decideByLambda, decideHere } from '../decide-through';
import { decisionWords } from '../decision-text';
import { type ExitCode, exits } from '../exit';
import type { Io } from '../io';
import { whoDecides } from '../who';

/**
 * Takes a person's decision, in the memory that is named or through the decide Lambda. Exits 2 when what was named is
 * not there to be decided on; nothing was written then.
 */
export async function decideCommand(command: DecideCommand, io: Io): Promise<ExitCode> {
  const isLocal = command.function === undefined && command.table === undefined;
  const request = requestOf(command, await whoDecides(command, isLocal), io.now());
  const taken = await (command.function === undefined
    ? decideHere(command, request, io)
    : decideByLambda(command, command.function, request));
  if (taken.status === 'refused') {
    for (const mistake of taken.mistakes) io.say(`tracenorm: ${mistake}`);
    return exits.misuse;
  }
  await io.out(command.json ? `${JSON.stringify(jsonOf(command.command, taken))}\n` : said(taken.decision));
  return exits.done;
}

function requestOf(command: DecideCommand, by: string, now: number): DecideRequest {
  const { command: verb, targets, reason } = command;
  return { verb, targets, reason, by, ...(verb === 'mute' ? periodOf(command, now) : {}) };
}

function periodOf(
  { forSeconds, from, to, everySeconds }: MuteCommand,
  now: number,
): Pick<DecideRequest, 'from' | 'to' | 'everySeconds'> {
  return {
    ...(from === undefined ? {} : { from }),
    to: to ?? now + (forSeconds ?? 0),
    ...(everySeconds === undefined ? {} : { everySeconds }),
  };
}

const jsonOf = (command: string, { status, decision }: Exclude<Taken, { status: 'refused' }>): object => ({
  command,
  status,
  decision,
});

const said = (decision: Decision): string =>
  `${decisionWords(decision)}\nIt takes effect with the next window that is read.\n`;
