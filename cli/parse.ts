import type { TimeWindow } from '../analysis/model/window';
import { type Given, given } from './arguments/given';
import { commandNames, specifications } from './arguments/specification';
import { nearest } from './arguments/suggest';
import type { AwsAccess, Command, CommandName, Parsed, StorePlace } from './command';
import { parseRange, parseTime } from './range';

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
  const nothing = positional && found.positionals.length === 0;
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
};

const one = (found: Given, name: string): string | undefined => found.values.get(name)?.[0];

const accessOf = (found: Given): AwsAccess => ({
  profile: one(found, 'profile'),
  region: one(found, 'region'),
  group: one(found, 'group'),
});

function placeOf(found: Given, mistakes: string[]): StorePlace {
  const place = { store: one(found, 'store'), table: one(found, 'table') };
  if (place.store !== undefined && place.table !== undefined) {
    mistakes.push('--store and --table exclude each other; give one');
  }
  return place;
}

function rangesOf(found: Given, name: string, mistakes: string[]): TimeWindow[] {
  const ranges = (found.values.get(name) ?? []).map(parseRange);
  for (const range of ranges) if (typeof range === 'string') mistakes.push(`--${name} ${range}`);
  return ranges.filter((range) => typeof range !== 'string');
}

function timeOf(found: Given, name: string, mistakes: string[]): number {
  const text = one(found, name);
  const time = text === undefined ? Number.NaN : parseTime(text);
  if (typeof time === 'number') return time;
  mistakes.push(`--${name} ${time}`);
  return Number.NaN;
}

function wholeOf(
  found: Given,
  name: string,
  { least, most, mistakes }: { least: number; most: number; mistakes: string[] },
): number | undefined {
  const text = one(found, name);
  if (text === undefined) return undefined;
  const value = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (value >= least && value <= most) return value;
  mistakes.push(`--${name} must be a whole number from ${least} to ${most}, got '${text}'`);
  return undefined;
}
