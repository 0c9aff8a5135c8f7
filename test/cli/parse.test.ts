import { parse } from '../../cli/parse';

const access = { profile: undefined, region: undefined, group: undefined };
const place = { store: undefined, table: undefined };
const replay = {
  command: 'replay',
  recordings: ['a'],
  learn: [],
  rebase: [],
  settings: undefined,
  json: undefined,
};
const record = {
  command: 'record',
  from: 0,
  to: 600,
  out: 'a.gz',
  windowSeconds: undefined,
  traces: undefined,
  ...access,
  settings: undefined,
  json: false,
};
const watch = { command: 'watch', ...access, ...place, once: false, settings: undefined, json: false };
const backfill = { command: 'backfill', days: 3, ...access, ...place, settings: undefined, json: false };
const backtest = {
  command: 'backtest',
  days: 30,
  learn: [],
  ...access,
  ...place,
  settings: undefined,
  json: false,
};

const word = {
  targets: ['cart'],
  reason: 'r',
  function: undefined,
  ...access,
  ...place,
  settings: undefined,
  json: false,
};
const baseline = {
  action: 'export',
  file: undefined,
  reason: undefined,
  ...access,
  ...place,
  settings: undefined,
  json: false,
};
const once = { forSeconds: undefined, from: undefined, to: undefined, everySeconds: undefined };

const place2000 = { host: '127.0.0.1', port: 2000 };
const emulator = {
  command: 'emulator',
  ...place2000,
  daemon: place2000,
  recordings: [],
  faults: undefined,
  data: undefined,
  memoryMegabytes: undefined,
};

describe('arguments become data', () => {
  test.each([
    ['', { command: 'help', topic: undefined }],
    ['--help', { command: 'help', topic: undefined }],
    ['-h', { command: 'help', topic: undefined }],
    ['help', { command: 'help', topic: undefined }],
    ['help replay', { command: 'help', topic: 'replay' }],
    ['record --help', { command: 'help', topic: 'record' }],
    ['record --from x -h', { command: 'help', topic: 'record' }],
    ['--version', { command: 'version' }],
    ['approve cart --reason r', { command: 'approve', ...word }],
    ['deny cart pay --reason r', { command: 'deny', ...word, targets: ['cart', 'pay'] }],
    ['ack cart --reason r --function f', { command: 'ack', ...word, function: 'f' }],
    ['benign cart --reason r --store d', { command: 'benign', ...word, store: 'd' }],
    [
      'test-alert --alert-topic arn:aws:sns:eu-west-1:111122223333:a --event-bus b --region r',
      {
        command: 'test-alert',
        profile: undefined,
        region: 'r',
        channels: [
          { topic: 'alerts', to: 'arn:aws:sns:eu-west-1:111122223333:a' },
          { topic: 'events', to: 'b' },
        ],
      },
    ],
    [
      'canary --store d --timeout 90s',
      { command: 'canary', ...access, ...place, store: 'd', settings: undefined, timeoutSeconds: 90 },
    ],
    ['canary', { command: 'canary', ...access, ...place, settings: undefined, timeoutSeconds: 900 }],
    ['unmute cart --reason r', { command: 'unmute', ...word }],
    ['mute cart --reason r --for 7d', { command: 'mute', ...word, ...once, forSeconds: 604_800 }],
    [
      'mute cart --reason r --from 60 --to 120 --every week',
      { command: 'mute', ...word, ...once, from: 60, to: 120, everySeconds: 604_800 },
    ],
    ['rebase cart --reason r', { command: 'rebase', ...word, all: false }],
    ['rebase --all --reason r', { command: 'rebase', ...word, targets: [], all: true }],
    ['decisions', { command: 'decisions', ...access, ...place, settings: undefined, json: false }],
    ['baseline export', { command: 'baseline', ...baseline }],
    ['baseline check f', { command: 'baseline', ...baseline, action: 'check', file: 'f' }],
    [
      'baseline import f --reason r',
      { command: 'baseline', ...baseline, action: 'import', file: 'f', reason: 'r' },
    ],
    ['backtest', backtest],
    ['backtest --days 7 --store d --json', { ...backtest, days: 7, store: 'd', json: true }],
    ['backtest --learn ..600', { ...backtest, learn: [{ start: -Infinity, end: 600 }] }],
    ['replay a', replay],
    ['replay a b.gz', { ...replay, recordings: ['a', 'b.gz'] }],
    ['replay -- -a', { ...replay, recordings: ['-a'] }],
    ['replay a --json -', { ...replay, json: '-' }],
    ['replay --json=out a', { ...replay, json: 'out' }],
    ['replay a --settings s.json', { ...replay, settings: 's.json' }],
    ['replay a --learn ..600', { ...replay, learn: [{ start: -Infinity, end: 600 }] }],
    [
      'replay a --learn 0..5 --learn 7..',
      {
        ...replay,
        learn: [
          { start: 0, end: 5 },
          { start: 7, end: Infinity },
        ],
      },
    ],
    ['replay a --rebase 1..2', { ...replay, rebase: [{ start: 1, end: 2 }] }],
    ['record --from 0 --to 600 --out a.gz', record],
    ['record --from 1970-01-01 --to 1970-01-01T00:10Z --out a.gz', record],
    ['record --from 0 --to 600 --out a.gz --window 60 --json', { ...record, windowSeconds: 60, json: true }],
    [
      'record --from 0 --to 600 --out a.gz --profile p --region r --group g',
      { ...record, profile: 'p', region: 'r', group: 'g' },
    ],
    ['watch', watch],
    ['watch --once --json', { ...watch, once: true, json: true }],
    ['watch --store d --settings s', { ...watch, store: 'd', settings: 's' }],
    [
      'watch --table t --profile p --region r --group g',
      { ...watch, table: 't', profile: 'p', region: 'r', group: 'g' },
    ],
    ['backfill --days 3', backfill],
    ['emulator', emulator],
    ['emulator --port 0', { ...emulator, port: 0, daemon: { ...place2000, port: 0 } }],
    ['emulator --host ::1', { ...emulator, host: '::1', daemon: { ...place2000, host: '::1' } }],
    ['emulator --daemon off', { ...emulator, daemon: undefined }],
    ['emulator --daemon udp:5', { ...emulator, daemon: { ...place2000, port: 5 } }],
    ['emulator --daemon h:5 --host i', { ...emulator, host: 'i', daemon: { host: 'h', port: 5 } }],
    ['emulator --daemon udp:10.0.0.1:5', { ...emulator, daemon: { host: '10.0.0.1', port: 5 } }],
    ['emulator --daemon udp:[::1]:5', { ...emulator, daemon: { host: '::1', port: 5 } }],
    ['emulator --recording a --recording b.gz', { ...emulator, recordings: ['a', 'b.gz'] }],
    ['emulator --data d --memory 9 --faults f', { ...emulator, data: 'd', memoryMegabytes: 9, faults: 'f' }],
    ['backfill --days 3 --table t --json', { ...backfill, table: 't', json: true }],
  ])('%s', (line, expected) => {
    expect(parse(line.split(' ').filter((word) => word !== ''))).toStrictEqual(expected);
  });
});

describe('a mistake is named with what to do', () => {
  test.each([
    ['replya a', ["there is no command 'replya'; did you mean replay?"]],
    ['fly', ["there is no command 'fly'"]],
    ['help recrod', ["there is no command 'recrod'; did you mean record?"]],
    [
      'approve --reason r',
      [
        "TARGET... is missing: a finding or incident by its id, a call as 'caller -> callee', a service by its name",
      ],
    ],
    ['approve cart', ['--reason TEXT is missing: why; kept with the decision for ever']],
    [
      'approve cart --reason r --function f --table t',
      ['--function takes the decision by itself; leave --store and --table out'],
    ],
    ['mute cart --reason r', ['a mute ends by itself: give --for TIME, or --to T; one of the two']],
    ['mute cart --reason r --for soon', ["--for must be a number and a unit, as 30m, 24h or 7d, got 'soon'"]],
    ['mute cart --reason r --for 1d --from 5', ['--for counts from now; with --from give --to']],
    ['baseline check', ['baseline takes export, check FILE or import FILE']],
    ['baseline export f', ['baseline takes export, check FILE or import FILE']],
    ['baseline drop', ['baseline takes export, check FILE or import FILE']],
    ['rebase --reason r', ['rebase takes what is meant, or --all for everything; give one of the two']],
    [
      'rebase cart --all --reason r',
      ['rebase takes what is meant, or --all for everything; give one of the two'],
    ],
    ['--json a', ["'--json' stands before a command; write the command first"]],
    ['replay', ['RECORDING... is missing: .jsonl or .jsonl.gz files, read in the given order']],
    ['replay a --laern ..5', ['there is no option --laern; did you mean --learn?']],
    ['replay a -x', ['there is no option -x']],
    ['replay a --constructor', ['there is no option --constructor']],
    ['replay a --learn', ['--learn needs a value: --learn RANGE']],
    [
      'replay a --json --learn ..5',
      ['--json needs a value before --learn; if --learn is the value, write --json=--learn'],
    ],
    ['replay a --learn 5', ["--learn '5' is no range; write FROM..TO, either side may be left out"]],
    ['replay a --json a', ['--json a would overwrite the recording; name another file']],
    ['replay a --settings s --settings t', ['--settings is given 2 times; give it once']],
    ['watch here', ["'here' is one argument too many; put values behind an option"]],
    ['watch --once=yes', ["--once takes no value, got 'yes'"]],
    ['watch --store d --table t', ['--store and --table exclude each other; give one']],
    ['backfill --days 31', ["--days must be a whole number from 1 to 30, got '31'"]],
    ['backfill --days 1.5', ["--days must be a whole number from 1 to 30, got '1.5'"]],
    ['emulator --port 65536', ["--port must be a whole number from 0 to 65535, got '65536'"]],
    ['emulator --memory 0', ["--memory must be a whole number from 1 to 1000000, got '0'"]],
    ...['tcp:5', '::1:5', 'udp:h:', 'h:65536', 'on'].map((place): [string, string[]] => [
      `emulator --daemon ${place}`,
      [`--daemon '${place}' is no place; write udp:PORT, HOST:PORT, udp:HOST:PORT or off, ports up to 65535`],
    ]),
    ['canary --timeout 6h', ['--timeout may be 5h at most']],
    [
      'test-alert --region r',
      [
        'no channel is named; give at least one of --alert-topic, --operations-topic, --chat-topic, --machine-topic, --ocsf-topic, --event-bus',
      ],
    ],
    [
      'test-alert --chat-topic alerts --event-bus arn:aws:sns:eu-west-1:111122223333:a',
      [
        "--chat-topic must be the ARN of an SNS topic, got 'alerts'",
        "--event-bus must be the name or ARN of an event bus, got 'arn:aws:sns:eu-west-1:111122223333:a'",
      ],
    ],
    ['backfill', ['--days N is missing: days back from now, 1 to 30']],
    ['record --from 600 --to 0 --out a', ['--to must be later than --from']],
    [
      'record --from then --windw 5',
      [
        'there is no option --windw; did you mean --window?',
        '--to T is missing: ISO 8601 or epoch seconds',
        '--out FILE is missing: gzipped when the name ends in .gz',
        "--from 'then' is no time; write ISO 8601 (2023-04-17T14:25:00Z) or epoch seconds (1681741500)",
      ],
    ],
  ])('%s', (line, mistakes) => {
    expect(parse(line.split(' '))).toMatchObject({ command: 'misuse', mistakes });
  });
});
