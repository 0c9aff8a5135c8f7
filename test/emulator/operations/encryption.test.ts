import {
  GetEncryptionConfigCommand,
  PutEncryptionConfigCommand,
  type PutEncryptionConfigCommandInput,
} from '@aws-sdk/client-xray';
import { T0 } from '../support/documents';
import { type Running, startXRay } from '../support/xray';

let local: Running;
let now = T0;
beforeEach(async () => {
  now = T0;
  local = await startXRay({ now: () => now });
});
afterEach(() => local.stop());

const put = async (input: PutEncryptionConfigCommandInput) =>
  (await local.client.send(new PutEncryptionConfigCommand(input))).EncryptionConfig;
const get = async () => (await local.client.send(new GetEncryptionConfigCommand({}))).EncryptionConfig;

test('a new key is updating for five seconds and then active', async () => {
  const KeyId = 'alias/MyKey';
  expect(await put({ Type: 'KMS', KeyId })).toEqual({ Type: 'KMS', KeyId, Status: 'UPDATING' });
  now += 4.9;
  expect(await get()).toMatchObject({ Status: 'UPDATING' });
  now += 0.1;
  expect(await get()).toEqual({ Type: 'KMS', KeyId, Status: 'ACTIVE' });
  await put({ Type: 'NONE' });
  now += 5;
  expect(await get()).toEqual({ Type: 'NONE', Status: 'ACTIVE' });
});

test('with settleSeconds 0 a new key is active at once', async () => {
  const quick = await startXRay({ settleSeconds: 0 });
  const answer = await quick.client.send(new PutEncryptionConfigCommand({ Type: 'KMS', KeyId: 'a-key' }));
  await quick.stop();
  expect(answer.EncryptionConfig?.Status).toBe('ACTIVE');
});

test.each([
  'ae4aa6d49-a4d8-9df9',
  'arn:aws:kms:us-east-2:123456789012:key/ae4a',
  'arn:aws:kms:eu-west-1:1:alias/a/b',
])('the key %s is taken', async (KeyId) => {
  expect(await put({ Type: 'KMS', KeyId })).toMatchObject({ KeyId });
});

test.each<[string, PutEncryptionConfigCommandInput, string]>([
  ['no type', { Type: undefined }, 'Type is required'],
  ['another type', { Type: 'AES' as 'KMS' }, 'Type must be NONE or KMS, found "AES"'],
  ['no key', { Type: 'KMS' }, 'KeyId is required'],
  ['an empty key', { Type: 'KMS', KeyId: '' }, 'KeyId must be a text of 1 to 3000 characters, found ""'],
  ['a key that is none', { Type: 'KMS', KeyId: 'my key' }, 'KeyId must be a KMS key id'],
  ['a key for NONE', { Type: 'NONE', KeyId: 'a' }, 'KeyId must be left out when Type is NONE'],
])('%s is refused and changes nothing', async (_, input, message) => {
  await expect(put(input)).rejects.toThrow(message);
  expect(await get()).toEqual({ Type: 'NONE', Status: 'ACTIVE' });
});
