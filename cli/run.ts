import { version } from '../package.json';
import type { Command } from './command';
import { commands } from './commands/table';
import { type ExitCode, exits } from './exit';
import { helpText } from './help';
import type { Io, Run } from './io';
import { parse } from './parse';

/** Runs what the arguments ask for. Rejects with what only main can report. */
export async function run(args: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parse(args);
  switch (parsed.command) {
    case 'help':
      await io.out(helpText(parsed.topic));
      return exits.done;
    case 'version':
      await io.out(`${version}\n`);
      return exits.done;
    case 'misuse':
      for (const mistake of parsed.mistakes) io.say(`tracenorm: ${mistake}`);
      io.say(`'tracenorm help${parsed.topic ? ` ${parsed.topic}` : ''}' shows how it is meant`);
      return exits.misuse;
    case 'watch':
    case 'replay':
    case 'record':
    case 'backfill':
    case 'backtest':
    case 'emulator':
    case 'approve':
    case 'deny':
    case 'benign':
    case 'ack':
    case 'mute':
    case 'unmute':
    case 'rebase':
    case 'decisions':
    case 'baseline':
    case 'test-alert':
    case 'canary':
      return runOf(parsed)(parsed, io);
  }
}

/** The run of a command; the table's type guarantees that the two belong together. */
const runOf = (command: Command): Run<Command> => commands[command.command] as Run<Command>;
