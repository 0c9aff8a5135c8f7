import type { JsonObject } from '../../wire/json';
import { type Attributes, textOf } from '../attributes';
import type { OtlpSpan } from '../span';
import { mayBeAws } from './origin';
import { platformBlocks } from './platform';

const OPERATION = ['aws.operation', 'rpc.method'];
const REGION = ['aws.region', 'cloud.region'];
const REQUEST_ID = ['aws.request_id', 'aws.requestId'];
const QUEUE = ['aws.queue_url', 'aws.queue.url'];
const TABLE = ['aws.table_name', 'aws.table.name'];

/** Attributes that the `aws` block speaks for; they are not told again as metadata. */
export const AWS_KEYS: readonly string[] = [
  ...OPERATION,
  ...REGION,
  ...REQUEST_ID,
  ...QUEUE,
  ...TABLE,
  'aws.account_id',
];

/** What a span says of the AWS call it makes; undefined when it says nothing. */
export function callBlock({ attributes, resource }: OtlpSpan): JsonObject | undefined {
  const said = {
    operation: textOf(attributes, ...OPERATION),
    account_id: textOf(attributes, 'aws.account_id'),
    region: textOf(attributes, ...REGION),
    request_id: textOf(attributes, ...REQUEST_ID, 'aws.request.id'),
    queue_url: textOf(attributes, 'messaging.url', 'aws.sqs.queue.url', ...QUEUE),
    function_name: textOf(attributes, 'faas.invoked_name'),
    ...tablesOf(attributes),
  };
  const present = Object.entries(said).filter(([, value]) => value !== undefined);
  if (present.length === 0) return undefined;
  const region = said.region ?? (mayBeAws(resource) ? textOf(resource, 'cloud.region') : undefined);
  return { ...Object.fromEntries(present), region };
}

/** One table by its name, several as a list. */
function tablesOf(attributes: Attributes): JsonObject {
  const listed = attributes.get('aws.dynamodb.table_names');
  const names = Array.isArray(listed) ? listed.filter((name) => typeof name === 'string') : [];
  if (names.length > 1) return { resource_names: names };
  return { table_name: names[0] ?? textOf(attributes, 'aws.dynamodb.table_names', ...TABLE) };
}

/** What a resource says of the place in AWS where it runs; undefined when it runs elsewhere. */
export function hostBlock(resource: Attributes): JsonObject | undefined {
  if (!mayBeAws(resource)) return undefined;
  const sdk = textOf(resource, 'telemetry.sdk.name');
  const language = textOf(resource, 'telemetry.sdk.language');
  return {
    account_id: textOf(resource, 'cloud.account.id'),
    region: textOf(resource, 'cloud.region'),
    ...platformBlocks(resource),
    xray: {
      sdk: sdk !== undefined && language !== undefined ? `${sdk} for ${language}` : sdk,
      sdk_version: textOf(resource, 'telemetry.sdk.version'),
      auto_instrumentation:
        textOf(resource, 'telemetry.auto.version', 'telemetry.distro.version') !== undefined,
    },
  };
}
