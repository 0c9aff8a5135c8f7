import { Match, type Template } from 'aws-cdk-lib/assertions';
import { templateFor } from './support/synthesise';

const own = 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666';

/** Where a template uses a key, by resource type. */
function encrypted(template: Template): Record<string, unknown> {
  const first = (type: string) => Object.values(template.findResources(type))[0]?.Properties;
  return {
    table: first('AWS::DynamoDB::Table').SSESpecification.KMSMasterKeyId,
    topic: first('AWS::SNS::Topic').KmsMasterKeyId,
    queue: first('AWS::SQS::Queue').KmsMasterKeyId,
    logs: first('AWS::Logs::LogGroup').KmsKeyId,
  };
}

function allowed(template: Template, service: unknown) {
  template.hasResourceProperties('AWS::KMS::Key', {
    KeyPolicy: {
      Statement: Match.arrayWith([
        Match.objectLike({
          Effect: 'Allow',
          Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
          Principal: { Service: service },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }),
      ]),
    },
  });
}

describe('The keys', () => {
  const customer = templateFor();
  const aws = templateFor({ encryption: 'aws-managed' });

  test('are by default one customer-managed key that rotates, for table, topics, queue and logs', () => {
    const arn = { 'Fn::GetAtt': [Object.keys(customer.findResources('AWS::KMS::Key')).join(), 'Arn'] };
    expect(encrypted(customer)).toEqual({ table: arn, topic: arn, queue: arn, logs: arn });
    customer.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true, PendingWindowInDays: 7 });
  });

  test('let alarms of this account reach the operations topic, and SNS reach the dead-letter queue', () => {
    allowed(customer, ['cloudwatch.amazonaws.com', 'sns.amazonaws.com']);
  });

  test('let CloudWatch Logs encrypt log groups of this account and Region', () => {
    customer.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: {
              Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] },
            },
            Condition: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': Match.anyValue() } },
          }),
        ]),
      },
    });
  });

  test('are kept by AWS where that is asked for, except that of the topics, which alarms could not use', () => {
    const arn = { 'Fn::GetAtt': [Object.keys(aws.findResources('AWS::KMS::Key')).join(), 'Arn'] };
    expect(encrypted(aws)).toEqual({ table: undefined, topic: arn, queue: undefined, logs: undefined });
    allowed(aws, 'cloudwatch.amazonaws.com');
  });

  test('may be one key of your own, which is used and not made', () => {
    const given = templateFor({ encryption: own });
    given.resourceCountIs('AWS::KMS::Key', 0);
    expect(encrypted(given)).toEqual({ table: own, topic: own, queue: own, logs: own });
  });
});
