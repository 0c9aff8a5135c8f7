import * as z from 'zod';
import type { Wording } from '../analysis/explain/messages';
import { aliasProblems, circular } from '../analysis/graph/alias-problems';
import type { Settings } from '../analysis/model/settings';

/** Everything a run of one scope may be told. */
export interface WatchSettings extends Settings, Wording {
  /** X-Ray group to watch; absent means the whole account and Region. */
  readonly group?: string;
  /** Account, Region and group in one string, e.g. `111122223333/eu-west-1/Default`; names the scope in the table. */
  readonly scope: string;
  /** Seconds of a Lambda run after which no further read is begun. */
  readonly runSeconds: number;
  /** Trace summaries fetched at most for one incident; each scanned trace is billed. */
  readonly evidenceTraces: number;
  /** Traces read in full for a new dependency, to say which operation it calls; each is billed. */
  readonly noveltyTraces: number;
  /** Traces of a window whose summaries are read, to see which services requests touch; each is billed. 0 for none. */
  readonly shapeTraces: number;
  /** Days the raw record of a window is kept. */
  readonly ledgerDays: number;
  /** Days a finding, its evidence and a sent message are kept. */
  readonly findingDays: number;
  /** Seconds of window time between two snapshots of the baseline. */
  readonly snapshotSeconds: number;
}

const seconds = (minimum: number, maximum: number, byDefault: number, why: string) =>
  z.number().int().min(minimum).max(maximum).default(byDefault).describe(why);
const ratio = (byDefault: number, why: string) => z.number().min(0).max(1).default(byDefault).describe(why);
const count = (minimum: number, maximum: number, byDefault: number, why: string) =>
  z.number().int().min(minimum).max(maximum).default(byDefault).describe(why);
const factor = (byDefault: number, why: string) => z.number().min(1).default(byDefault).describe(why);

const alias = z
  .strictObject({
    name: z.string().min(1).max(512),
    type: z.string().optional(),
    to: z.strictObject({ name: z.string().min(1).max(512), type: z.string().optional() }),
  })
  .superRefine((value, context) => {
    for (const { path, message } of aliasProblems(value))
      context.addIssue({ code: 'custom', path: [...path], message });
  });

const owner = z.strictObject({
  pattern: z.string().min(1).max(200),
  team: z.string().min(1).max(64),
  runbook: z.url('must be a URL').max(500).optional(),
});

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en-GB', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

const policyRule = z.strictObject({
  from: z.string().min(1).max(512).optional(),
  to: z.string().min(1).max(512),
});

/** Each field with its unit, limits, default and the reason for the default. */
export const settingsSchema = z.strictObject({
  scope: z
    .string()
    .min(1)
    .max(256)
    .default('local')
    .describe('account/region/group; names the scope in the table'),
  group: z.string().min(1).max(32).optional().describe('X-Ray group; whole account and Region when absent'),
  environment: z.string().max(64).default('').describe('shown in alerts'),
  timeZone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone, e.g. Europe/Berlin')
    .default('UTC')
    .describe('shown beside UTC in alerts, which UTC alone keeps short'),
  owners: z
    .array(owner)
    .max(1_000)
    .default([])
    .describe('who answers for which services; first match counts'),
  messagesPerRun: count(1, 1_000, 20, 'more than a person can read; the rest go into one digest'),
  windowSeconds: seconds(
    60,
    21_600,
    300,
    'X-Ray answers at most 6 h at once; 5 min holds enough sampled calls',
  ),
  settleLagSeconds: seconds(0, 3_600, 180, 'segments appear when they close; most are there after 3 min'),
  presenceLagsSeconds: z
    .array(z.number().int().min(0).max(86_400))
    .max(8)
    .default([60, 900, 1_800])
    .describe('a new edge is looked for early (1 min) and late (Lambda runs up to 15 min)'),
  bootstrapSeconds: seconds(0, 2_592_000, 604_800, 'a week shows every hour of the week once'),
  learnAtMostSeconds: seconds(
    0,
    31_536_000,
    2_592_000,
    'what calls someone new after 30 days always will; X-Ray itself knows no more',
  ),
  unseenMass: ratio(0.02, 'of fifty sightings of a service one may be of a call nobody has seen'),
  halfLifeSeconds: seconds(86_400, 31_536_000, 2_419_200, 'four weeks: follows growth, survives a holiday'),
  minimumWindows: count(2, 10_000, 24, 'below two hours of 5-min windows the spread is unknown'),
  minimumCalls: count(1, 10_000, 5, 'fewer sampled calls cannot show a ratio'),
  falseAlarmsPerWeek: z
    .number()
    .positive()
    .max(1_000_000)
    .default(1)
    .describe('one incident a week by chance is what a person on call will bear'),
  falseDiscoveryRate: ratio(0.01, 'of a hundred flagged signals of an abnormal window one may be chance'),
  confirm: z
    .strictObject({
      hits: count(1, 12, 2, 'two windows, so that one odd window wakes nobody'),
      windows: count(1, 24, 3, 'of the last three'),
    })
    .prefault({}),
  resolveAfterWindows: count(1, 288, 3, 'three clean windows, so that a flapping signal stays one episode'),
  remindSeconds: seconds(3_600, 2_592_000, 86_400, 'once a day; each later one takes twice as long'),
  quietAfter: count(1, 1_000, 3, 'who was told three times in a week knows it'),
  recurringSeconds: seconds(3_600, 2_592_000, 604_800, 'a week: what comes back less often is told again'),
  adoptSeconds: seconds(86_400, 31_536_000, 1_209_600, 'two weeks in which anybody could have decided'),
  forgetNewAfterWindows: count(1, 10_000, 12, 'an hour without a sighting at 5-min windows'),
  latencyEffect: z
    .strictObject({
      factor: factor(1.5, 'users notice half as much again'),
      seconds: z.number().min(0).default(0.01).describe('of most calls: ten times what X-Ray can tell apart'),
      tailSeconds: z
        .number()
        .min(0)
        .default(0.05)
        .describe('of the slowest tenth: below 50 ms nobody is woken'),
    })
    .prefault({}),
  ratioEffect: z
    .strictObject({
      difference: ratio(0.01, 'one call in a hundred more than normal'),
      factor: factor(2, 'at least twice the normal ratio'),
    })
    .prefault({}),
  rateEffect: z.strictObject({ factor: factor(2, 'half or double the traffic') }).prefault({}),
  grossEffect: z
    .strictObject({
      ratio: ratio(0.5, 'every second call fails: nobody would call it normal'),
      latencyFactor: factor(10, 'ten times as slow is as good as down'),
      rateFactor: factor(10, 'a tenth of the traffic, or ten times as much'),
    })
    .prefault({}),
  driftEffect: z
    .strictObject({
      latencyFactor: factor(1.25, 'half of what a window must show: a whole week shows it'),
      latencySeconds: z.number().min(0).default(0.003).describe('three times what X-Ray can tell apart'),
      rateFactor: factor(1.5, 'less is growth that nobody needs to be told of'),
    })
    .prefault({}),
  fanOutEffect: z
    .strictObject({
      factor: factor(1.5, 'one call more for every two'),
      difference: z.number().min(0).default(0.05).describe('one request in twenty makes a call more or less'),
    })
    .prefault({}),
  policy: z
    .strictObject({
      never: z.array(policyRule).max(500).default([]).describe('calls that alert whenever they are seen'),
      allowed: z.array(policyRule).max(500).default([]).describe('calls that need no approval'),
    })
    .prefault({}),
  promoteAfterDistinctDays: count(0, 365, 0, 'never: being seen makes nothing normal'),
  aliases: z.array(alias).max(1_000).default([]).describe('names that mean the same service'),
  collapse: z
    .boolean()
    .default(true)
    .describe('a caller of a thousand buckets by their host names calls one service, not a thousand'),
  runSeconds: seconds(5, 870, 240, 'ends cleanly before the 5-min Lambda limit'),
  evidenceTraces: count(0, 1_000, 100, 'each scanned trace is billed at 0.50 USD a million'),
  noveltyTraces: count(0, 5, 5, 'one request of BatchGetTraces holds five; a new dependency is rare'),
  shapeTraces: count(
    0,
    10_000,
    100,
    'of 8,640 5-min windows a month 864,000 traces: within the million that X-Ray scans for nothing',
  ),
  ledgerDays: count(1, 400, 35, 'X-Ray itself forgets after 30'),
  findingDays: count(1, 3_650, 400, 'a year and a review later'),
  snapshotSeconds: seconds(300, 604_800, 21_600, 'every six hours of window time'),
});

/** Every mistake in a settings object, one line each: field, value, what is allowed. */
export class SettingsError extends Error {
  readonly mistakes: readonly string[];

  constructor(mistakes: readonly string[]) {
    super(`settings are not usable:\n${mistakes.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'SettingsError';
    this.mistakes = mistakes;
  }
}

/**
 * Reads settings from unknown input (a file, a Lambda's environment, CDK context).
 * @throws SettingsError naming every wrong field at once
 */
export function parseSettings(input: unknown): WatchSettings {
  const parsed = settingsSchema.safeParse(input ?? {});
  const wrong = parsed.success ? [] : parsed.error.issues.flatMap((issue) => mistakesOf(issue, input));
  const mistakes = [...wrong, ...contradictions(usable(input))];
  if (!parsed.success || mistakes.length > 0) throw new SettingsError(mistakes);
  return parsed.data as WatchSettings;
}

function mistakesOf(issue: z.core.$ZodIssue, input: unknown): string[] {
  const at = (path: readonly PropertyKey[]): string =>
    `${path.join('.') || 'settings'}: ${JSON.stringify(valueAt(input, path))}`;
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => `${at([...issue.path, key])} - there is no such setting`);
  }
  return [`${at(issue.path)} - ${issue.message}`];
}

const valueAt = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null ? (at as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );

type Parsed = z.output<typeof settingsSchema>;

/** The settings with every field that is wrong by itself at its default, so that the others can be held together. */
function usable(input: unknown): Parsed {
  const own = Object.entries(settingsSchema.shape).flatMap(([name, field]) => {
    const value = valueAt(input, [name]);
    return field.safeParse(value).success ? [[name, value]] : [];
  });
  return settingsSchema.parse(Object.fromEntries(own));
}

function contradictions(settings: Parsed): string[] {
  const found: string[] = [];
  const { confirm, presenceLagsSeconds: lags, settleLagSeconds } = settings;
  if (confirm.hits > confirm.windows) {
    found.push(`confirm.hits: ${confirm.hits} - at most confirm.windows (${confirm.windows})`);
  }
  if (settings.learnAtMostSeconds < settings.bootstrapSeconds) {
    found.push(
      `learnAtMostSeconds: ${settings.learnAtMostSeconds} - at least bootstrapSeconds (${settings.bootstrapSeconds})`,
    );
  }
  if (lags.includes(settleLagSeconds)) {
    found.push(`presenceLagsSeconds: ${JSON.stringify(lags)} - must not hold settleLagSeconds`);
  }
  if (new Set(lags).size !== lags.length) {
    found.push(`presenceLagsSeconds: ${JSON.stringify(lags)} - each lag once`);
  }
  const aliases = settings.aliases as WatchSettings['aliases'];
  for (const place of circular(aliases)) {
    const name = JSON.stringify(aliases[place]?.name);
    found.push(`aliases.${place}.name: ${name} - the rules would rename it for ever, or in a circle`);
  }
  return found;
}

/** Names of the environment variables of the watch Lambda; infra writes them, the handler reads them. */
export const environmentNames = {
  settings: 'TRACENORM_SETTINGS',
  table: 'TRACENORM_TABLE',
  alertTopic: 'TRACENORM_ALERT_TOPIC_ARN',
  operationsTopic: 'TRACENORM_OPERATIONS_TOPIC_ARN',
  chatTopic: 'TRACENORM_CHAT_TOPIC_ARN',
  machineTopic: 'TRACENORM_MACHINE_TOPIC_ARN',
  ocsfTopic: 'TRACENORM_OCSF_TOPIC_ARN',
  eventBus: 'TRACENORM_EVENT_BUS',
} as const;

/** What the watch Lambda is told by its environment. */
export interface Deployment {
  readonly settings: WatchSettings;
  readonly table: string;
  /** ARNs; a format whose topic is absent is neither rendered nor sent. */
  readonly topics: {
    readonly alerts: string;
    readonly operations: string;
    readonly chat?: string;
    readonly machine?: string;
    readonly ocsf?: string;
  };
  /** Name or ARN of the bus that takes events; none are rendered or sent where it is absent. */
  readonly eventBus?: string;
}

/**
 * Reads the Lambda's environment.
 * @throws SettingsError naming every missing variable and every wrong setting
 */
export function deploymentFrom(environment: Readonly<Record<string, string | undefined>>): Deployment {
  const { table, alertTopic, operationsTopic, chatTopic, machineTopic, ocsfTopic, eventBus } =
    environmentNames;
  const missing = [table, alertTopic, operationsTopic].filter((name) => !environment[name]);
  const settings = settingsOf(environment[environmentNames.settings] ?? '{}');
  const mistakes = [...missing.map((name) => `${name}: undefined - must be set`), ...settings.mistakes];
  if (settings.value === undefined || mistakes.length > 0) throw new SettingsError(mistakes);
  return {
    settings: settings.value,
    table: environment[table] ?? '',
    topics: {
      alerts: environment[alertTopic] ?? '',
      operations: environment[operationsTopic] ?? '',
      ...given({ chat: chatTopic, machine: machineTopic, ocsf: ocsfTopic }, environment),
    },
    ...given({ eventBus }, environment),
  };
}

/** The members whose variable is set. */
const given = (
  variables: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(variables).flatMap(([member, variable]) => {
      const value = environment[variable];
      return value ? [[member, value] as const] : [];
    }),
  );

/** Settings from JSON text, or what is wrong with them. */
function settingsOf(text: string): { value?: WatchSettings; mistakes: readonly string[] } {
  try {
    return { value: parseSettings(parseJson(text)), mistakes: [] };
  } catch (cause) {
    if (cause instanceof SettingsError) return { mistakes: cause.mistakes };
    throw cause;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SettingsError([`${environmentNames.settings}: not JSON - ${(cause as Error).message}`]);
  }
}
