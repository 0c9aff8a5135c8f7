/** Settings of the whole account, which a remote run only reads. About 8 requests. */
import {
  DeleteResourcePolicyCommand,
  GetEncryptionConfigCommand,
  GetIndexingRulesCommand,
  GetTraceSegmentDestinationCommand,
  ListResourcePoliciesCommand,
  PutEncryptionConfigCommand,
  PutResourcePolicyCommand,
  PutTelemetryRecordsCommand,
  UpdateIndexingRuleCommand,
  UpdateTraceSegmentDestinationCommand,
} from '@aws-sdk/client-xray';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { eventually } from './support/settle';
import { sources } from './support/sources';

const { api, transactionSearch, sns } = sources;
const WHOLE_ACCOUNT = 'it would change a setting of the whole account';

const behaviours: readonly Behaviour[] = [
  {
    behaviour: 'The encryption is NONE, or KMS with a key; it is ACTIVE, or UPDATING after a change',
    source: api('EncryptionConfig'),
    check: async ({ client }) => {
      const { EncryptionConfig: found } = await client.send(new GetEncryptionConfigCommand({}));
      expect(['ACTIVE', 'UPDATING']).toContain(found?.Status);
      expect(found).toMatchObject(found?.Type === 'KMS' ? { KeyId: expect.any(String) } : { Type: 'NONE' });
    },
  },
  {
    behaviour: 'Another encryption is UPDATING at first and then ACTIVE',
    source: api('PutEncryptionConfig'),
    localOnly: WHOLE_ACCOUNT,
    check: async (service) => {
      const { client } = service;
      const chosen = { Type: 'KMS', KeyId: 'alias/aws/xray' } as const;
      const { EncryptionConfig } = await client.send(new PutEncryptionConfigCommand(chosen));
      expect(EncryptionConfig).toMatchObject({ ...chosen, Status: 'UPDATING' });
      await eventually(service, async () => {
        const found = await client.send(new GetEncryptionConfigCommand({}));
        expect(found.EncryptionConfig).toMatchObject({ ...chosen, Status: 'ACTIVE' });
      });
      await client.send(new PutEncryptionConfigCommand({ Type: 'NONE' }));
    },
  },
  {
    behaviour: 'Traces go to X-Ray',
    source: transactionSearch,
    check: async ({ client }) => {
      const found = await client.send(new GetTraceSegmentDestinationCommand({}));
      expect(found).toMatchObject({
        Destination: 'XRay',
        Status: expect.stringMatching(/^(ACTIVE|PENDING)$/),
      });
    },
  },
  {
    behaviour: 'Another destination is PENDING at first and then ACTIVE',
    source: transactionSearch,
    localOnly: WHOLE_ACCOUNT,
    check: async (service) => {
      const { client } = service;
      const Destination = 'CloudWatchLogs';
      const answer = await client.send(new UpdateTraceSegmentDestinationCommand({ Destination }));
      expect(answer).toMatchObject({ Destination, Status: 'PENDING' });
      await eventually(service, async () => {
        const found = await client.send(new GetTraceSegmentDestinationCommand({}));
        expect(found).toMatchObject({ Destination, Status: 'ACTIVE' });
      });
      await client.send(new UpdateTraceSegmentDestinationCommand({ Destination: 'XRay' }));
    },
  },
  {
    behaviour: 'There is one indexing rule, Default, with a share in percent',
    source: transactionSearch,
    check: async ({ client }) => {
      const { IndexingRules } = await client.send(new GetIndexingRulesCommand({}));
      const Probabilistic = { DesiredSamplingPercentage: expect.any(Number) };
      expect(IndexingRules).toMatchObject([{ Name: 'Default', Rule: { Probabilistic } }]);
    },
  },
  {
    behaviour: 'The indexed share can be changed',
    source: api('UpdateIndexingRule'),
    localOnly: WHOLE_ACCOUNT,
    check: async ({ client }) => {
      const Rule = { Probabilistic: { DesiredSamplingPercentage: 7 } };
      await client.send(new UpdateIndexingRuleCommand({ Name: 'Default', Rule }));
      const { IndexingRules } = await client.send(new GetIndexingRulesCommand({}));
      expect(IndexingRules).toMatchObject([{ Name: 'Default', Rule }]);
    },
  },
  {
    behaviour: 'Resource policies are listed',
    source: api('ListResourcePolicies'),
    check: async ({ client }) => {
      const { ResourcePolicies } = await client.send(new ListResourcePoliciesCommand({}));
      expect(ResourcePolicies).toEqual(expect.any(Array));
    },
  },
  {
    behaviour: 'A resource policy is put, listed and deleted',
    source: sns,
    localOnly: 'it would let others use the account’s X-Ray',
    check: async ({ client }) => {
      const Statement = [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'xray:*' }];
      const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
      const PolicyName = 'conformance';
      const listed = async () =>
        (await client.send(new ListResourcePoliciesCommand({}))).ResourcePolicies?.map((one) => [
          one.PolicyName,
          one.PolicyDocument,
        ]);
      await client.send(new PutResourcePolicyCommand({ PolicyName, PolicyDocument }));
      expect(await listed()).toEqual([[PolicyName, PolicyDocument]]);
      await client.send(new DeleteResourcePolicyCommand({ PolicyName }));
      expect(await listed()).toEqual([]);
    },
  },
  {
    behaviour: 'What a daemon says of itself is taken',
    source: api('PutTelemetryRecords'),
    check: async ({ client }) => {
      const TelemetryRecords = [{ Timestamp: new Date(), SegmentsReceivedCount: 1, SegmentsSentCount: 1 }];
      const answer = await client.send(new PutTelemetryRecordsCommand({ TelemetryRecords }));
      expect(answer.$metadata.httpStatusCode).toBe(200);
    },
  },
];

conforms('Account settings', behaviours);
