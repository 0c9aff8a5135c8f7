import { Match } from 'aws-cdk-lib/assertions';
import { environmentNames, settingsSchema } from '../../functions/settings';
import { only, statementsOf } from './support/resources';
import { templateFor } from './support/synthesise';

describe('The watcher', () => {
  const template = templateFor();

  test('runs on nodejs24.x and arm64 with memory and timeout of its own', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      MemorySize: 1_024,
      Timeout: 300,
    });
  });

  test('ends its reads a minute before Lambda ends it, and never asks for more than 15 minutes', () => {
    templateFor({ runSeconds: '100' }).hasResourceProperties('AWS::Lambda::Function', { Timeout: 160 });
    templateFor({ runSeconds: '870' }).hasResourceProperties('AWS::Lambda::Function', { Timeout: 900 });
  });

  test('is traced itself', () => {
    template.hasResourceProperties('AWS::Lambda::Function', { TracingConfig: { Mode: 'Active' } });
  });

  test('reserves no concurrency, because leases keep runs apart', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      ReservedConcurrentExecutions: Match.absent(),
    });
  });

  test('may do on * only the X-Ray reads and the two writes of its own tracing', () => {
    const wide = statementsOf(template, 'Watcher').filter((statement) => statement.resources.includes('*'));
    expect(wide.flatMap((statement) => statement.actions)).toEqual([
      'xray:BatchGetTraces',
      'xray:GetGroups',
      'xray:GetIndexingRules',
      'xray:GetSamplingRules',
      'xray:GetSamplingStatisticSummaries',
      'xray:GetServiceGraph',
      'xray:GetTraceSegmentDestination',
      'xray:GetTraceSummaries',
      'xray:PutTelemetryRecords',
      'xray:PutTraceSegments',
    ]);
  });

  test('may use its table, its topics, its log, its dead-letter queue and its key, each by its own ARN, and no more', () => {
    const narrow = statementsOf(template, 'Watcher').filter(
      (statement) => !statement.resources.includes('*'),
    );
    expect(Object.fromEntries(narrow.map(({ resources, actions }) => [resources.join(), actions]))).toEqual({
      [only(template, 'AWS::DynamoDB::Table')]: [
        'dynamodb:BatchWriteItem',
        'dynamodb:DeleteItem',
        'dynamodb:GetItem',
        'dynamodb:PutItem',
        'dynamodb:Query',
        'dynamodb:UpdateItem',
      ],
      [Object.keys(template.findResources('AWS::SNS::Topic')).join()]: ['sns:Publish'],
      [only(template, 'AWS::Logs::LogGroup', 'Watcher')]: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      [only(template, 'AWS::SQS::Queue')]: ['sqs:GetQueueAttributes', 'sqs:GetQueueUrl', 'sqs:SendMessage'],
      [only(template, 'AWS::KMS::Key')]: [
        'kms:Decrypt',
        'kms:Encrypt',
        'kms:GenerateDataKey*',
        'kms:ReEncrypt*',
      ],
    });
  });

  test('has no managed policy, which would let it make log groups that outlive the stack', () => {
    template.allResourcesProperties('AWS::IAM::Role', { ManagedPolicyArns: Match.absent() });
  });

  test('is told its table, its topics and only those settings that were given', () => {
    const [alerts, operations] = Object.keys(template.findResources('AWS::SNS::Topic'));
    templateFor({ windowSeconds: '600' }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: {
          [environmentNames.settings]: '{"windowSeconds":600}',
          [environmentNames.table]: { Ref: only(template, 'AWS::DynamoDB::Table') },
          [environmentNames.alertTopic]: { Ref: alerts },
          [environmentNames.operationsTopic]: { Ref: operations },
          NODE_OPTIONS: '--enable-source-maps',
        },
      },
    });
  });

  test('writes to a log group of its own that forgets after a month and goes with the stack', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 30 },
      DeletionPolicy: 'Delete',
    });
    template.hasResourceProperties('AWS::Lambda::Function', {
      LoggingConfig: { LogGroup: { Ref: only(template, 'AWS::Logs::LogGroup', 'Watcher') } },
    });
    templateFor({ logRetentionDays: '7' }).hasResourceProperties('AWS::Logs::LogGroup', {
      RetentionInDays: 7,
    });
  });

  test('is tried again at most twice within one window, then its event lands in the dead-letter queue', () => {
    template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', {
      MaximumRetryAttempts: 2,
      MaximumEventAgeInSeconds: settingsSchema.parse({}).windowSeconds,
      DestinationConfig: {
        OnFailure: { Destination: { 'Fn::GetAtt': [only(template, 'AWS::SQS::Queue'), 'Arn'] } },
      },
    });
    templateFor({ retries: '0', windowSeconds: '60' }).hasResourceProperties(
      'AWS::Lambda::EventInvokeConfig',
      {
        MaximumRetryAttempts: 0,
        MaximumEventAgeInSeconds: 60,
      },
    );
  });
});
