import {
  DeleteResourcePolicyCommand,
  InvalidPolicyRevisionIdException,
  ListResourcePoliciesCommand,
  MalformedPolicyDocumentException,
  PolicyCountLimitExceededException,
  PolicySizeLimitExceededException,
  PutResourcePolicyCommand,
} from '@aws-sdk/client-xray';
import { T0 } from '../support/documents';
import { type Running, startXRay } from '../support/xray';

let local: Running;
beforeEach(async () => {
  local = await startXRay();
});
afterEach(() => local.stop());

const DOCUMENT = '{"Version":"2012-10-17","Statement":[]}';
const put = (PolicyName: string, more: { PolicyDocument?: string; PolicyRevisionId?: string } = {}) =>
  local.client.send(new PutResourcePolicyCommand({ PolicyName, PolicyDocument: DOCUMENT, ...more }));
const remove = (PolicyName: string, PolicyRevisionId?: string) =>
  local.client.send(new DeleteResourcePolicyCommand({ PolicyName, PolicyRevisionId }));
const list = async () =>
  (await local.client.send(new ListResourcePoliciesCommand({}))).ResourcePolicies?.map((policy) => [
    policy.PolicyName,
    policy.PolicyRevisionId,
  ]);

test('a policy lives from its creation over revisions to its deletion', async () => {
  const { ResourcePolicy } = await put('sns', { PolicyRevisionId: '0' });
  expect(ResourcePolicy).toEqual({
    PolicyName: 'sns',
    PolicyDocument: DOCUMENT,
    PolicyRevisionId: '1',
    LastUpdatedTime: new Date((T0 + 600) * 1000),
  });
  await put('sns', { PolicyRevisionId: '1' });
  await put('logs');
  expect(await list()).toEqual([
    ['logs', '1'],
    ['sns', '2'],
  ]);
  await remove('sns', '2');
  expect(await list()).toEqual([['logs', '1']]);
});

test.each([
  ['0', 'PolicyRevisionId of sns must be 1, found 0'],
  ['2', 'PolicyRevisionId of sns must be 1, found 2'],
])('revision %s of a policy at revision 1 is refused', async (revision, message) => {
  await put('sns');
  await expect(put('sns', { PolicyRevisionId: revision })).rejects.toThrow(message);
  await expect(remove('sns', revision)).rejects.toBeInstanceOf(InvalidPolicyRevisionIdException);
  expect(await list()).toEqual([['sns', '1']]);
});

test.each([
  ['no JSON', '{', MalformedPolicyDocumentException],
  ['no statements', '{"Version":"2012-10-17"}', MalformedPolicyDocumentException],
  ['more than 5 KB', `{"Statement":["${'x'.repeat(5200)}"]}`, PolicySizeLimitExceededException],
])('a document with %s is refused', async (_, PolicyDocument, failure) => {
  await expect(put('sns', { PolicyDocument })).rejects.toBeInstanceOf(failure);
  expect(await list()).toEqual([]);
});

test('there are five policies and no more, but a revision is none more', async () => {
  for (let n = 0; n < 5; n++) await put(`policy-${n}`);
  await expect(put('one-more')).rejects.toBeInstanceOf(PolicyCountLimitExceededException);
  await put('policy-0');
  expect(await list()).toHaveLength(5);
});

test('names are checked, and what is not there cannot be deleted', async () => {
  await expect(put('a b')).rejects.toThrow(
    'PolicyName must be letters, digits and _ + = , . @ -, found "a b"',
  );
  await expect(remove('other')).rejects.toThrow('There is no resource policy other');
});
