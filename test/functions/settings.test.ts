import { deploymentFrom, parseSettings, SettingsError } from '../../functions/settings';

const mistakesIn = (input: unknown): readonly string[] => {
  try {
    parseSettings(input);
    return [];
  } catch (cause) {
    if (cause instanceof SettingsError) return cause.mistakes;
    throw cause;
  }
};

describe('Settings', () => {
  test('are all at their defaults when nothing is said, and what is said in part keeps the other defaults', () => {
    expect(parseSettings(undefined)).toMatchObject({
      windowSeconds: 300,
      settleLagSeconds: 180,
      presenceLagsSeconds: [60, 900, 1800],
      confirm: { hits: 2, windows: 3 },
    });
    expect(parseSettings({ confirm: { hits: 1 } }).confirm).toEqual({ hits: 1, windows: 3 });
  });

  test('that are wrong are named all at once, each with field, value and what is allowed', () => {
    expect(
      mistakesIn({
        windowSeconds: 5,
        falseDiscoveryRate: 2,
        confirm: { hits: 9 },
        colour: 'red',
        aliases: [{ name: '', to: { name: 'x' } }],
        presenceLagsSeconds: [60, 180, 60],
      }),
    ).toEqual([
      'windowSeconds: 5 - Too small: expected number to be >=60',
      'falseDiscoveryRate: 2 - Too big: expected number to be <=1',
      'aliases.0.name: "" - Too small: expected string to have >=1 characters',
      'colour: "red" - there is no such setting',
      'confirm.hits: 9 - at most confirm.windows (3)',
      'presenceLagsSeconds: [60,180,60] - must not hold settleLagSeconds',
      'presenceLagsSeconds: [60,180,60] - each lag once',
    ]);
  });

  test('name owners by pattern and a time zone by its IANA name', () => {
    const owners = [{ pattern: 'pay*', team: 'payments', runbook: 'https://wiki.example.org/pay' }];
    expect(parseSettings({ owners, timeZone: 'Europe/Berlin' })).toMatchObject({
      owners,
      timeZone: 'Europe/Berlin',
    });
    expect(parseSettings({})).toMatchObject({ owners: [], timeZone: 'UTC', messagesPerRun: 20 });
    expect(
      mistakesIn({
        timeZone: 'Mars/Olympus',
        owners: [{ pattern: '', team: 'a', runbook: 'wiki' }],
        messagesPerRun: 0,
      }),
    ).toEqual([
      'timeZone: "Mars/Olympus" - must be an IANA time zone, e.g. Europe/Berlin',
      'owners.0.pattern: "" - Too small: expected string to have >=1 characters',
      'owners.0.runbook: "wiki" - must be a URL',
      'messagesPerRun: 0 - Too small: expected number to be >=1',
    ]);
  });

  test.each(['text', 7, [], null])('that are %j instead of an object are refused or empty', (input) => {
    expect(mistakesIn(input)).toEqual(
      input === null ? [] : [expect.stringMatching(/^settings: .+ - Invalid input: expected object/)],
    );
  });
});

describe('The environment of the deployed watcher', () => {
  test('gives settings, table and topics', () => {
    const environment = {
      TRACENORM_SETTINGS: '{"environment":"prod"}',
      TRACENORM_TABLE: 'table',
      TRACENORM_ALERT_TOPIC_ARN: 'alerts',
      TRACENORM_OPERATIONS_TOPIC_ARN: 'operations',
    };
    expect(deploymentFrom(environment)).toEqual({
      table: 'table',
      topics: { alerts: 'alerts', operations: 'operations' },
      settings: expect.objectContaining({ environment: 'prod' }),
    });
  });

  test('may name a topic for each format and an event bus; what is empty is not wanted', () => {
    const environment = {
      TRACENORM_TABLE: 'table',
      TRACENORM_ALERT_TOPIC_ARN: 'alerts',
      TRACENORM_OPERATIONS_TOPIC_ARN: 'operations',
      TRACENORM_CHAT_TOPIC_ARN: 'chat',
      TRACENORM_MACHINE_TOPIC_ARN: '',
      TRACENORM_OCSF_TOPIC_ARN: 'ocsf',
      TRACENORM_EVENT_BUS: 'bus',
    };
    const { topics, eventBus } = deploymentFrom(environment);
    expect(topics).toEqual({ alerts: 'alerts', operations: 'operations', chat: 'chat', ocsf: 'ocsf' });
    expect(eventBus).toBe('bus');
  });

  test('that lacks variables and holds broken settings is told of everything at once', () => {
    expect(() => deploymentFrom({ TRACENORM_TABLE: 'table', TRACENORM_SETTINGS: '{' })).toThrow(
      /ALERT_TOPIC_ARN: undefined[\s\S]*OPERATIONS_TOPIC_ARN: undefined[\s\S]*TRACENORM_SETTINGS: not JSON/,
    );
  });
});
