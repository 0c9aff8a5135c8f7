import { Match } from 'aws-cdk-lib/assertions';
import { only } from './support/resources';
import { templateFor } from './support/synthesise';

describe('The schedules', () => {
  const template = templateFor();

  test('start a run every minute, on the minute, unless another rate is asked for', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(1 minute)',
      FlexibleTimeWindow: { Mode: 'OFF' },
      State: 'ENABLED',
    });
    templateFor({ scheduleMinutes: '5' }).hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'rate(5 minutes)',
    });
  });

  test('try again at most twice, give up after one window, and leave what they gave up in the dead-letter queue', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: {
        RetryPolicy: { MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 300 },
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [only(template, 'AWS::SQS::Queue'), 'Arn'] } },
      },
    });
    templateFor({ retries: '0', windowSeconds: '60' }).hasResourceProperties('AWS::Scheduler::Schedule', {
      Target: { RetryPolicy: { MaximumRetryAttempts: 0, MaximumEventAgeInSeconds: 60 } },
    });
  });

  /** What a schedule sends: account and Region are known to CloudFormation only. */
  const payload = (group?: string) => ({
    'Fn::Join': [
      '',
      [
        '{"scope":"',
        { Ref: 'AWS::AccountId' },
        '/',
        { Ref: 'AWS::Region' },
        group === undefined ? '/Default"}' : `/${group}","group":"${group}"}`,
      ],
    ],
  });

  test('watch the whole account and Region when no group is named', () => {
    template.resourceCountIs('AWS::Scheduler::Schedule', 1);
    template.hasResourceProperties('AWS::Scheduler::Schedule', { Target: { Input: payload() } });
  });

  test('stand still while the deployment is paused, so that history can be taught first', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', { State: 'ENABLED' });
    templateFor({ paused: 'true' }).hasResourceProperties('AWS::Scheduler::Schedule', { State: 'DISABLED' });
  });

  test('are one for each X-Ray group, which is passed as payload', () => {
    const groups = templateFor({ groups: 'Role,check out' });
    groups.resourceCountIs('AWS::Scheduler::Schedule', 2);
    for (const group of ['Role', 'check out']) {
      groups.hasResourceProperties('AWS::Scheduler::Schedule', {
        Target: { Input: payload(group) },
      });
    }
  });

  test('may start this function and write to this queue, and Scheduler may act so for this account only', () => {
    const arn = (type: string, owner?: string) => ({
      'Fn::GetAtt': [only(template, type, owner), 'Arn'],
    });
    template.hasResourceProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: {
        Statement: [
          Match.objectLike({
            Principal: { Service: 'scheduler.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ],
      },
      Policies: [
        {
          PolicyName: 'Start',
          PolicyDocument: {
            Version: '2012-10-17',
            Statement: [
              {
                Effect: 'Allow',
                Action: 'lambda:InvokeFunction',
                Resource: arn('AWS::Lambda::Function', 'Watcher'),
              },
              { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('AWS::SQS::Queue') },
              {
                Effect: 'Allow',
                Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
                Resource: arn('AWS::KMS::Key'),
              },
            ],
          },
        },
      ],
    });
  });
});
