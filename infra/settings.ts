import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { z } from 'zod';
import { parseSettings, SettingsError, settingsSchema, type WatchSettings } from '../functions/settings';
import type { Given } from './context';
import { severities } from './severity';

/** What the watcher may be told of detection; scope and group are made by the construct from `groups`. */
export type Detection = Omit<z.input<typeof settingsSchema>, 'scope' | 'group'>;

const address = z.email('must be an e-mail address');
const subscriber = z.strictObject({ address, minimumSeverity: z.enum(severities).default('info') });
const subscribed = z.union(
  [address.transform((text) => ({ address: text })), subscriber],
  'must be an e-mail address, or {"address", "minimumSeverity"}',
);
const encryptions = 'must be customer-managed, aws-managed or the ARN of a KMS key';
const keyArn = z.string().regex(/^arn:aws[a-z-]*:kms:[^:]+:\d{12}:key\/.+$/, encryptions);
const busses = 'must be default or the ARN of an event bus';
const busArn = z.string().regex(/^arn:aws[a-z-]*:events:[^:]+:\d{12}:event-bus\/.+$/, busses);
const secretArn = z
  .string()
  .regex(/^arn:aws[a-z-]*:secretsmanager:[^:]+:\d{12}:secret:.+$/, 'must be the ARN of a secret');
const retentions = Object.values(RetentionDays).filter((days) => typeof days === 'number');

/** The fields of a deployment, each with its limits, default and the reason for the default. */
const deploymentSchema = z.strictObject({
  stackName: z
    .string()
    .regex(/^[A-Za-z][A-Za-z0-9-]{0,127}$/, 'must be a CloudFormation stack name')
    .default('TraceNorm')
    .describe('one stack watches one account and Region; a second one needs a second name'),
  emails: z
    .array(subscribed)
    .max(200)
    .default([])
    .describe('a topic holds at most 200 filtered subscriptions'),
  operationsEmails: z.array(address).max(200).optional().describe('the alert addresses when absent'),
  formats: z
    .array(z.enum(['chat', 'machine', 'ocsf', 'events']))
    .max(4)
    .default([])
    .describe('a topic that nobody subscribes to looks like delivery and is none'),
  eventBus: z
    .union([z.literal('default'), busArn], busses)
    .optional()
    .describe('a bus of its own when absent: who may put events there is seen at once'),
  pagerDuty: z
    .strictObject({ secretArn, region: z.enum(['us', 'eu']).default('us') })
    .optional()
    .describe('nobody is paged unasked'),
  groups: z
    .array(z.string().min(1).max(32))
    .min(1)
    .max(100)
    .default(['Default'])
    .describe('Default is the group X-Ray itself keeps of all traces'),
  scheduleMinutes: z
    .number()
    .int()
    .min(1)
    .max(360)
    .default(1)
    .describe('a new edge is looked for one minute after its window'),
  retries: z.number().int().min(0).max(2).default(2).describe('the next run catches up anyway'),
  encryption: z
    .union([z.enum(['customer-managed', 'aws-managed']), keyArn], encryptions)
    .default('customer-managed')
    .describe('a key is needed for the topics in any case, so it may as well serve all'),
  paused: z.boolean().default(false).describe('a deployed watcher watches'),
  removeData: z.boolean().default(false).describe('what was learned is kept'),
  logRetentionDays: z
    .number()
    .refine((days) => retentions.includes(days), `must be one of ${retentions.join(', ')}`)
    .default(RetentionDays.ONE_MONTH)
    .describe('as long as X-Ray keeps traces'),
  memoryMegabytes: z
    .number()
    .int()
    .min(256)
    .max(10_240)
    .default(1_024)
    .describe('Lambda gives processor time by memory; folding 10,000 edges wants most of one'),
});

/** A deployment as the person asked for it, every default filled in. */
export type Deployment = z.output<typeof deploymentSchema> & { readonly detection: Detection };

/** Names of everything that may be set, by context or in the settings file. */
export const fields = {
  ...deploymentSchema.shape,
  ...settingsSchema.omit({ scope: true, group: true }).shape,
};

/** Lambda gives a function 4 KB of environment; what is left of it beside names, ARNs and X-Ray's own variables. */
const environmentBytes = 3_000;

/**
 * Checks what a deployment was told and fills in the rest.
 * @throws SettingsError naming at once what could not be read and every wrong field, of deployment and detection
 */
export function parseDeployment({ values: input, mistakes: unread }: Given): Deployment {
  const own = Object.keys(deploymentSchema.shape);
  const part = (ours: boolean) =>
    Object.fromEntries(Object.entries(input).filter(([name]) => own.includes(name) === ours));
  const deployment = deploymentSchema.safeParse(part(true));
  const detection = part(false) as Detection;
  const mistakes = [
    ...unread,
    ...(deployment.success ? [] : deployment.error.issues.map((issue) => mistake(issue, input))),
    ...(deployment.success ? repetitions(deployment.data) : []),
    ...(deployment.success ? withoutEvents(deployment.data) : []),
    ...detectionMistakes(detection),
  ];
  if (!deployment.success || mistakes.length > 0) throw new SettingsError(mistakes);
  return { ...deployment.data, detection };
}

/**
 * Fills in what was not said of detection.
 * @throws SettingsError for wrong fields, for `scope` and `group`, and for more than a Lambda's environment holds
 */
export function parseDetection(detection: Detection): WatchSettings {
  const mistakes = detectionMistakes(detection);
  if (mistakes.length > 0) throw new SettingsError(mistakes);
  return parseSettings(detection);
}

function detectionMistakes(detection: Detection): readonly string[] {
  const made = Object.keys(detection).filter((name) => name === 'scope' || name === 'group');
  const bytes = Buffer.byteLength(JSON.stringify(detection));
  return [
    ...made.map((name) => `${name}: is made of groups - name the X-Ray groups there`),
    ...(bytes > environmentBytes
      ? [`detection settings: ${bytes} bytes - a Lambda's environment leaves ${environmentBytes}`]
      : []),
    ...mistakesOf(() => parseSettings(detection)),
  ];
}

function mistakesOf(parse: () => unknown): readonly string[] {
  try {
    parse();
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
}

function mistake(issue: z.core.$ZodIssue, input: unknown): string {
  const at = (value: unknown, key: PropertyKey): unknown =>
    typeof value === 'object' && value !== null ? (value as Record<PropertyKey, unknown>)[key] : undefined;
  return `${issue.path.join('.')}: ${JSON.stringify(issue.path.reduce(at, input))} - ${issue.message}`;
}

function repetitions(deployment: z.output<typeof deploymentSchema>): readonly string[] {
  const lists = {
    emails: deployment.emails.map((email) => email.address),
    operationsEmails: deployment.operationsEmails ?? [],
    groups: deployment.groups,
    formats: deployment.formats,
  };
  return Object.entries(lists)
    .filter(([, values]) => new Set(values).size < values.length)
    .map(([name, values]) => `${name}: ${JSON.stringify(values)} - each once`);
}

/** What goes by an event bus needs one. */
function withoutEvents({
  formats,
  eventBus,
  pagerDuty,
}: z.output<typeof deploymentSchema>): readonly string[] {
  if (formats.includes('events')) return [];
  return Object.entries({ eventBus, pagerDuty })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${name}: ${JSON.stringify(value)} - needs formats with events`);
}
