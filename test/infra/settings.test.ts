import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SettingsError } from '../../functions/settings';
import { settingsFrom } from '../../infra/context';
import { parseDeployment, parseDetection } from '../../infra/settings';

const folder = mkdtempSync(join(tmpdir(), 'tracenorm-settings-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const file = (content: unknown): string => {
  files += 1;
  const path = join(folder, `${files}.json`);
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
};

const read = (context: Record<string, unknown>) => parseDeployment(settingsFrom(context));

function mistakes(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
  return [];
}

describe('Settings of a deployment', () => {
  test('need not be given', () => {
    expect(read({})).toEqual({
      stackName: 'TraceNorm',
      emails: [],
      formats: [],
      groups: ['Default'],
      scheduleMinutes: 1,
      retries: 2,
      encryption: 'customer-managed',
      paused: false,
      removeData: false,
      logRetentionDays: 30,
      memoryMegabytes: 1024,
      detection: {},
    });
  });

  test('come from the command line as text, each in the type of its field', () => {
    expect(
      read({
        emails: 'a@example.org, b@example.org',
        groups: 'checkout',
        scheduleMinutes: '5',
        removeData: 'true',
        environment: '42',
        windowSeconds: '600',
        presenceLagsSeconds: '60,900',
        confirm: '{"hits":1,"windows":2}',
      }),
    ).toMatchObject({
      emails: [{ address: 'a@example.org' }, { address: 'b@example.org' }],
      groups: ['checkout'],
      scheduleMinutes: 5,
      removeData: true,
      detection: {
        environment: '42',
        windowSeconds: 600,
        presenceLagsSeconds: [60, 900],
        confirm: { hits: 1, windows: 2 },
      },
    });
  });

  test('name formats, and what goes by an event bus only beside events', () => {
    const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:pager-AbCdEf';
    expect(
      read({ formats: 'chat, events', eventBus: 'default', pagerDuty: JSON.stringify({ secretArn }) }),
    ).toMatchObject({
      formats: ['chat', 'events'],
      eventBus: 'default',
      pagerDuty: { secretArn, region: 'us' },
    });
    expect(mistakes(() => read({ formats: 'chat,chat', eventBus: 'default' }))).toEqual([
      'formats: ["chat","chat"] - each once',
      'eventBus: "default" - needs formats with events',
    ]);
    expect(mistakes(() => read({ formats: 'fax', eventBus: 'mine' }))).toEqual([
      expect.stringMatching(/^formats.0: "fax" - /),
      'eventBus: "mine" - must be default or the ARN of an event bus',
    ]);
  });

  test('come from a file, and the command line wins', () => {
    const settings = file({
      emails: [{ address: 'a@example.org', minimumSeverity: 'high' }],
      windowSeconds: 600,
      settleLagSeconds: 240,
    });
    expect(read({ settings, windowSeconds: '900' })).toMatchObject({
      emails: [{ address: 'a@example.org', minimumSeverity: 'high' }],
      detection: { windowSeconds: 900, settleLagSeconds: 240 },
    });
  });

  test('are told from what CDK itself keeps in its context', () => {
    expect(
      read({ '@aws-cdk/core:checkSecretUsage': true, 'aws:cdk:bundling-stacks': [], 'cli-telemetry': false })
        .detection,
    ).toEqual({});
  });

  test('are refused with every mistake at once, of file, deployment and detection', () => {
    const found = mistakes(() =>
      read({
        settings: 'nowhere.json',
        stackName: '1st',
        emails: 'nobody',
        groups: 'a,a',
        scheduleMinutes: '0',
        retries: '3',
        encryption: 'rot13',
        removeData: 'perhaps',
        logRetentionDays: '8',
        memoryMegabytes: '1',
        windowSeconds: '1',
        windowSecond: '300',
        group: 'checkout',
      }),
    );
    const named = found.map((line) => line.split(/[:.]/)[0]);
    expect(named).toEqual(
      expect.arrayContaining([
        'settings',
        'stackName',
        'emails',
        'scheduleMinutes',
        'retries',
        'encryption',
        'removeData',
        'logRetentionDays',
        'memoryMegabytes',
        'windowSeconds',
        'group',
      ]),
    );
    expect(found.join('\n')).toContain('windowSecond');
  });

  test.each([
    [
      'one wrong address among right ones',
      { emails: 'a@example.org,b' },
      /^emails\.1: "b" - must be an e-mail/,
    ],
    ['a wrong number in a list', { presenceLagsSeconds: '60,soon' }, /^presenceLagsSeconds\.1: "soon"/],
    ['a number out of bounds', { windowSeconds: '1' }, /^windowSeconds: 1 - /],
    [
      'a severity that is none',
      { emails: '[{"address":"a@example.org","minimumSeverity":"dire"}]' },
      /^emails\.0/,
    ],
    ['a key that is none', { encryption: 'rot13' }, /^encryption: "rot13" - must be customer-managed/],
    ['an address twice', { emails: 'a@example.org,a@example.org' }, /^emails: .* - each once$/],
    ['a group twice', { groups: 'a,a' }, /^groups: .* - each once$/],
    ['settings that contradict each other', { settleLagSeconds: '60' }, /^presenceLagsSeconds/],
    ['a file that is not there', { settings: 'nowhere.json' }, /^settings: "nowhere.json" - ENOENT/],
    ['a file that is not JSON', { settings: file('{') }, /^settings: .* JSON/],
    ['a file that is no object', { settings: file([]) }, /must hold one JSON object$/],
    [
      'more than a Lambda environment holds',
      {
        settings: file({
          aliases: Array.from({ length: 200 }, (_, i) => ({ name: `host-${i}`, to: { name: 'host' } })),
        }),
      },
      /^detection settings: \d+ bytes/,
    ],
  ])('refuse %s', (_, context, line) => {
    const found = mistakes(() => read(context));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(line);
  });

  test('are checked by the construct too, for those who use it without the app', () => {
    expect(mistakes(() => parseDetection({ windowSeconds: 1 }))).toHaveLength(1);
    expect(parseDetection({}).windowSeconds).toBe(300);
  });
});
