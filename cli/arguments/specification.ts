import type { CommandName } from '../command';
import { access, json, memory, settings } from './common-options';
import { wordSpecifications } from './word-specifications';

/** One option: with `value` it takes one (the word names it in the help), without it is a switch. */
export interface OptionSpecification {
  readonly value?: string;
  readonly required?: true;
  readonly repeatable?: true;
  readonly text: string;
}

/** All that parser and help know of a command. */
export interface CommandSpecification {
  /** One line for the list of commands. */
  readonly summary: string;
  readonly positional?: { readonly name: string; readonly text: string };
  readonly options: Readonly<Record<string, OptionSpecification>>;
  /** Sentences below the usage, one paragraph each. */
  readonly about: readonly string[];
  readonly examples: readonly string[];
}

const ranges =
  'RANGE is FROM..TO, half-open, either side may be left out; times are ISO 8601 or epoch seconds.';

/** Every command with its options; parser and help read this one table. */
export const specifications: Readonly<Record<CommandName, CommandSpecification>> = {
  watch: {
    summary: 'watch real X-Ray from here, without deploying anything',
    options: {
      ...access,
      ...memory,
      once: { text: 'do what is due, then end; exit code 1 while something fires' },
      settings,
      json,
    },
    about: [
      'Reads the service graph, learns the norm and says what leaves it.',
      'Reads only; the one thing it writes to in AWS is the table, if one is named.',
    ],
    examples: [
      'tracenorm watch --profile prod --region eu-west-1',
      'tracenorm watch --store .tracenorm --once',
    ],
  },
  replay: {
    summary: 'judge saved X-Ray pages as fast as it goes',
    positional: { name: 'RECORDING...', text: '.jsonl or .jsonl.gz files, read in the given order' },
    options: {
      learn: { value: 'RANGE', repeatable: true, text: 'windows inside teach and never alert' },
      rebase: { value: 'RANGE', repeatable: true, text: 'the same, and levels seen before no longer count' },
      settings,
      json: { value: 'FILE', text: 'write each transition as a line of JSON; - is standard output' },
    },
    about: [
      'The same line as watch, over saved pages and with the clock and window length of the recording.',
      ranges,
      'A window belongs to a range when it lies wholly inside; one across a border is judged and does not teach.',
    ],
    examples: [
      'tracenorm replay april.jsonl.gz --learn ..2023-04-17T14:25:00Z',
      'tracenorm replay april.jsonl.gz --learn ..1681741500 --rebase 1681812300..1681820100 --json -',
    ],
  },
  record: {
    summary: 'save your own X-Ray graph pages as a recording',
    options: {
      from: { value: 'T', required: true, text: 'ISO 8601 or epoch seconds, at most 30 days back' },
      to: { value: 'T', required: true, text: 'ISO 8601 or epoch seconds' },
      out: { value: 'FILE', required: true, text: 'gzipped when the name ends in .gz' },
      window: { value: 'SECONDS', text: 'window length, 60 to 21600; overrides the settings' },
      traces: {
        value: 'N',
        text: 'trace summaries kept of each window at most; each scanned trace is billed',
      },
      ...access,
      settings,
      json,
    },
    about: [
      'Saves every whole window between the two times, aligned on the clock, one GetServiceGraph answer a line.',
      'The file appears when it is complete. Service names are saved as X-Ray shows them.',
    ],
    examples: ['tracenorm record --from 2023-04-16 --to 2023-04-18 --out april.jsonl.gz'],
  },
  backfill: {
    summary: "fill ledger and baseline from X-Ray's history",
    options: {
      days: { value: 'N', required: true, text: 'days back from now, 1 to 30' },
      ...access,
      ...memory,
      settings,
      json,
    },
    about: [
      'Learns from the windows X-Ray still has, so that the first day is not blind. Alerts on none of them.',
    ],
    examples: ['tracenorm backfill --days 14 --store .tracenorm'],
  },
  backtest: {
    summary: 'list what would have been sent, from the own ledger',
    options: {
      days: { value: 'N', text: 'days back from the newest window of the ledger, 1 to 400; without it 30' },
      learn: { value: 'RANGE', repeatable: true, text: 'windows inside teach and never alert' },
      ...access,
      ...memory,
      settings,
      json,
    },
    about: [
      'Judges the windows in the ledger anew, each by a norm that had not seen it, and sends nothing.',
      'Without a --learn range the first windows teach, as many as a new scope learns by itself.',
      ranges,
      'Ends with the false alarms a week that are achieved, as an interval; exit code 1 when it is above the budget.',
    ],
    examples: [
      'tracenorm backtest --store .tracenorm',
      'tracenorm backtest --days 30 --store .tracenorm --settings strict.json',
    ],
  },
  ...wordSpecifications,
  decisions: {
    summary: 'list what people decided: who, when and why',
    options: { ...access, ...memory, settings, json },
    about: ['Oldest first. Nothing here is ever deleted.'],
    examples: ['tracenorm decisions --store .tracenorm'],
  },
  baseline: {
    summary: 'the norm as a file that people review',
    positional: { name: 'ACTION [FILE]', text: 'export, check FILE or import FILE' },
    options: {
      reason: { value: 'TEXT', text: 'why, for import; without it the name of the file' },
      ...access,
      ...memory,
      settings,
      json: { text: 'differences as JSON, one a line' },
    },
    about: [
      'export writes YAML: who calls whom, how that stands and by whom, and what is normal in plain numbers.',
      'check exits 1 when who calls whom, or how that stands, differs from the file; numbers are not compared.',
      'import decides what is missing: approve what the file counts as normal, deny what it denies.',
      'So a pull request is the approval. A second import changes nothing; what the file lacks is left as it is.',
    ],
    examples: [
      'tracenorm baseline export --store .tracenorm',
      'tracenorm baseline check norm.yaml --store .tracenorm',
      "tracenorm baseline import norm.yaml --table tracenorm --reason 'pull request 41'",
    ],
  },
  'test-alert': {
    summary: 'send a test to every channel, to see that alerts arrive',
    options: {
      'alert-topic': { value: 'ARN', text: 'topic of mails to people' },
      'operations-topic': { value: 'ARN', text: 'topic of words on the watcher itself' },
      'chat-topic': { value: 'ARN', text: 'topic of notifications to chats' },
      'machine-topic': { value: 'ARN', text: 'topic of JSON for programs' },
      'ocsf-topic': { value: 'ARN', text: 'topic of OCSF findings' },
      'event-bus': { value: 'NAME', text: 'event bus, by name or ARN' },
      profile: access.profile,
      region: access.region,
    },
    about: [
      'Each gets a sample in its own format, marked as a test; the outputs of the stack name what was made.',
      'An event bus gets an opening and its end, so that a page it raises is closed again.',
      'Sent means that AWS took it, not that anybody has subscribed: look whether it arrives.',
      'Exit code 4 when a channel did not take it; the others are tried all the same.',
    ],
    examples: [
      'tracenorm test-alert --alert-topic arn:aws:sns:eu-west-1:111122223333:Alerts --event-bus tracenorm',
    ],
  },
  canary: {
    summary: 'send one marked trace and follow it, up to the alert',
    options: {
      timeout: {
        value: 'TIME',
        text: 'how long to wait for all of it: 90s, 15m, at most 5h; without it 15m',
      },
      ...access,
      ...memory,
      settings,
    },
    about: [
      'A service named tracenorm-canary calls a host that is new each day and does not exist; one trace is billed.',
      'Waits until X-Ray shows the trace and the call; with --store or --table until it was found and told, too.',
      'A watcher knows the host after the first of a day, and learns the call without a word while it learns.',
      'Exit code 1 when something was not seen in time.',
    ],
    examples: ['tracenorm canary --region eu-west-1', 'tracenorm canary --table tracenorm --timeout 20m'],
  },
  emulator: {
    summary: 'run an X-Ray on this machine, for tests and for trying things out',
    options: {
      port: { value: 'PORT', text: 'TCP port of X-Ray; 0 takes a free one; without it 2000' },
      host: { value: 'HOST', text: 'address to listen on; without it 127.0.0.1' },
      daemon: { value: 'PLACE', text: 'where the X-Ray daemon listens; without it the port of X-Ray' },
      recording: { value: 'FILE', repeatable: true, text: '.jsonl or .jsonl.gz file to answer from' },
      data: { value: 'DIR', text: 'folder in which traces survive a restart; without it memory only' },
      memory: { value: 'MB', text: 'the most memory traces may take, in megabytes' },
      faults: { value: 'FILE', text: 'fault plan as JSON; may be replaced while it runs' },
    },
    about: [
      'Takes segments and answers queries as AWS does, unsigned and without an account, until it is stopped.',
      'PLACE is udp:PORT, HOST:PORT, udp:HOST:PORT or off. TCP listens under the same number as UDP.',
    ],
    examples: [
      'tracenorm emulator',
      'tracenorm emulator --port 4000 --daemon udp:2000 --recording april.jsonl.gz',
      'tracenorm emulator --data .xray --memory 500 --faults bad-day.json',
    ],
  },
};

export const commandNames = Object.keys(specifications) as readonly CommandName[];
