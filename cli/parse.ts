import { channelsOf } from './arguments/channels';
import { type Given, given } from './arguments/given';
import { commandNames, specifications } from './arguments/specification';
import { nearest } from './arguments/suggest';
import { accessOf, daemonOf, one, placeOf, rangesOf, timeOf, wholeOf } from './arguments/values';
import { periodOf, timeoutOf, wordOf } from './arguments/word';
import type { Command, CommandName, Parsed } from './command';

/**
 * Arguments (without node and script) as data. Pure: runs nothing, reads no file, never throws.
 * @example parse(['help', 'replay']) // => { command: 'help', topic: 'replay' }
 */
export function parse(args: readonly string[]): Parsed {
  const [word, ...rest] = args;
  if (word === undefined || word === '--help' || word === '-h') return { command: 'help', topic: undefined };
  if (word === '--version' || word === '-v') return { command: 'version' };
  if (word === 'help') return helpOn(rest);
  if (!isCommand(word)) return misuse([unknownCommand(word)]);
  if (asksForHelp(rest)) return { command: 'help', topic: word };
  const found = given(rest, specifications[word]);
  const mistakes = [...found.mistakes, ...missing(word, found)];
  const command = builders[word](found, mistakes);
  return mistakes.length > 0 ? misuse(mistakes, word) : command;
}

const isCommand = (word: string): word is CommandName => (commandNames as readonly string[]).includes(word);

const misuse = (mistakes: readonly string[], topic?: CommandName): Parsed => ({
  command: 'misuse',
  mistakes,
  topic,
});

function unknownCommand(word: string): string {
  if (word.startsWith('-')) return `'${word}' stands before a command; write the command first`;
  const near = nearest(word, [...commandNames, 'help']);
  return `there is no command '${word}'${near ? `; did you mean ${near}?` : ''}`;
}

function helpOn([topic]: readonly string[]): Parsed {
  if (topic === undefined || topic.startsWith('-')) return { command: 'help', topic: undefined };
  return isCommand(topic) ? { command: 'help', topic } : misuse([unknownCommand(topic)]);
}

const asksForHelp = (args: readonly string[]): boolean => {
  const end = args.indexOf('--');
  return args.slice(0, end < 0 ? args.length : end).some((arg) => arg === '--help' || arg === '-h');
};

function missing(word: CommandName, found: Given): string[] {
  const { options, positional } = specifications[word];
  const lacking = Object.entries(options)
    .filter(([name, { required }]) => required && !found.values.has(name))
    .filter(([name]) => !found.mistakes.some((mistake) => mistake.startsWith(`--${name} `)))
    .map(([name, { value, text }]) => `--${name} ${value} is missing: ${text}`);
  const optional = positional?.name.startsWith('[');
  const nothing = positional && !optional && found.positionals.length === 0;
  return [...(nothing ? [`${positional.name} is missing: ${positional.text}`] : []), ...lacking];
}

type Builders = {
  readonly [N in CommandName]: (found: Given, mistakes: string[]) => Extract<Command, { command: N }>;
};

const builders: Builders = {
  watch: (found, mistakes) => ({
    command: 'watch',
    ...accessOf(found),
    ...placeOf(found, mistakes),
    once: found.switches.has('once'),
    settings: one(found, 'settings'),
    json: found.switches.has('json'),
  }),
  replay: (found, mistakes) => {
    const json = one(found, 'json');
    if (json !== undefined && found.positionals.includes(json)) {
      mistakes.push(`--json ${json} would overwrite the recording; name another file`);
    }
    return {
      command: 'replay',
      recordings: found.positionals,
      learn: rangesOf(found, 'learn', mistakes),
      rebase: rangesOf(found, 'rebase', mistakes),
      settings: one(found, 'settings'),
      json,
    };
  },
  record: (found, mistakes) => {
    const from = timeOf(found, 'from', mistakes);
    const to = timeOf(found, 'to', mistakes);
    if (from >= to) mistakes.push('--to must be later than --from');
    return {
      command: 'record',
      from,
      to,
      out: one(found, 'out') ?? '',
      windowSeconds: wholeOf(found, 'window', { least: 1, most: 1e9, mistakes }),
      traces: wholeOf(found, 'traces', { least: 1, most: 1e6, mistakes }),
      ...accessOf(found),
      settings: one(found, 'settings'),
      json: found.switches.has('json'),
    };
  },
  backfill: (found, mistakes) => ({
    command: 'backfill',
    days: wholeOf(found, 'days', { least: 1, most: 30, mistakes }) ?? Number.NaN,
    ...accessOf(found),
    ...placeOf(found, mistakes),
    settings: one(found, 'settings'),
    json: found.switches.has('json'),
  }),
  backtest: (found, mistakes) => ({
    command: 'backtest',
    days: wholeOf(found, 'days', { least: 1, most: 400, mistakes }) ?? 30,
    learn: rangesOf(found, 'learn', mistakes),
    ...accessOf(found),
    ...placeOf(found, mistakes),
    settings: one(found, 'settings'),
    json: found.switches.has('json'),
  }),
  approve: (found, mistakes) => ({ command: 'approve', ...wordOf(found, mistakes) }),
  deny: (found, mistakes) => ({ command: 'deny', ...wordOf(found, mistakes) }),
  benign: (found, mistakes) => ({ command: 'benign', ...wordOf(found, mistakes) }),
  ack: (found, mistakes) => ({ command: 'ack', ...wordOf(found, mistakes) }),
  mute: (found, mistakes) => ({
    command: 'mute',
    ...wordOf(found, mistakes),
    ...periodOf(found, mistakes),
  }),
  unmute: (found, mistakes) => ({ command: 'unmute', ...wordOf(found, mistakes) }),
  rebase: (found, mistakes) => {
    const all = found.switches.has('all');
    if (all === found.positionals.length > 0)
      mistakes.push('rebase takes what is meant, or --all for everything; give one of the two');
    return { command: 'rebase', ...wordOf(found, mistakes), all };
  },
  decisions: (found, mistakes) => ({
    command: 'decisions',
    ...accessOf(found),
    ...placeOf(found, mistakes),
    settings: one(found, 'settings'),
    json: found.switches.has('json'),
  }),
  baseline: (found, mistakes) => {
    const [named, file, ...more] = found.positionals;
    const action = (['export', 'check', 'import'] as const).find((one) => one === named);
    const takesFile = action === 'check' || action === 'import';
    if (
      named !== undefined &&
      (action === undefined || takesFile !== (file !== undefined) || more.length > 0)
    )
      mistakes.push('baseline takes export, check FILE or import FILE');
    return {
      command: 'baseline',
      action: action ?? 'export',
      file,
      reason: one(found, 'reason'),
      ...accessOf(found),
      ...placeOf(found, mistakes),
      settings: one(found, 'settings'),
      json: found.switches.has('json'),
    };
  },
  'test-alert': (found, mistakes) => ({
    command: 'test-alert',
    profile: one(found, 'profile'),
    region: one(found, 'region'),
    channels: channelsOf(found, mistakes),
  }),
  canary: (found, mistakes) => ({
    command: 'canary',
    timeoutSeconds: timeoutOf(found, mistakes),
    ...accessOf(found),
    ...placeOf(found, mistakes),
    settings: one(found, 'settings'),
  }),
  emulator: (found, mistakes) => {
    const host = one(found, 'host') ?? '127.0.0.1';
    const port = wholeOf(found, 'port', { least: 0, most: 65_535, mistakes }) ?? 2000;
    return {
      command: 'emulator',
      host,
      port,
      daemon: daemonOf(found, { host, port }, mistakes),
      recordings: found.values.get('recording') ?? [],
      faults: one(found, 'faults'),
      data: one(found, 'data'),
      memoryMegabytes: wholeOf(found, 'memory', { least: 1, most: 1e6, mistakes }),
    };
  },
};
