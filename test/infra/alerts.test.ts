import { Match } from 'aws-cdk-lib/assertions';
import type { Severity } from '../../analysis/model/finding';
import { atLeast, severities } from '../../infra/severity';
import { only } from './support/resources';
import { templateFor } from './support/synthesise';

const emails = JSON.stringify([
  'everything@example.org',
  { address: 'pager@example.org', minimumSeverity: 'high' },
]);

describe('The topics', () => {
  const template = templateFor({ emails });
  const topics = Object.entries(template.findResources('AWS::SNS::Topic'));
  const named = (name: string) => ({ Ref: topics.find(([id]) => id.includes(name))?.[0] });

  test('are two, one on the watched system and one on the watcher, and both are encrypted', () => {
    expect(topics).toHaveLength(2);
    template.allResourcesProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [only(template, 'AWS::KMS::Key'), 'Arn'] },
    });
  });

  test.each(['Alerts', 'Operations'])('refuse messages that do not come by TLS: %s', (name) => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [named(name)],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sns:Publish',
            Principal: '*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    });
  });

  test('let alarms of this account publish on the operations topic, which a policy of our own would forbid otherwise', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [named('Operations')],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });

  test('mail whoever wants every message without a filter', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: named('Alerts'),
      Protocol: 'email',
      Endpoint: 'everything@example.org',
      FilterPolicy: Match.absent(),
    });
  });

  test('mail the others from the severity they ask for on', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: named('Alerts'),
      Endpoint: 'pager@example.org',
      FilterPolicy: { severity: ['high', 'critical'] },
    });
  });

  test('tell everybody of the watcher itself, or those who were named for it', () => {
    for (const Endpoint of ['everything@example.org', 'pager@example.org']) {
      template.hasResourceProperties('AWS::SNS::Subscription', {
        TopicArn: named('Operations'),
        Endpoint,
        FilterPolicy: Match.absent(),
      });
    }
    const named2 = templateFor({ emails, operationsEmails: 'ops@example.org' });
    named2.resourceCountIs('AWS::SNS::Subscription', 3);
    named2.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: 'ops@example.org' });
  });

  test('put mails that cannot be delivered into the dead-letter queue', () => {
    const queue = only(template, 'AWS::SQS::Queue');
    template.allResourcesProperties('AWS::SNS::Subscription', {
      RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': [queue, 'Arn'] } },
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Principal: { Service: 'sns.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': named('Alerts') } },
          }),
        ]),
      },
    });
  });
});

describe('The dead-letter queue', () => {
  test('is encrypted, refuses what does not come by TLS, and keeps messages for two weeks', () => {
    const template = templateFor();
    template.hasResourceProperties('AWS::SQS::Queue', {
      KmsMasterKeyId: { 'Fn::GetAtt': [only(template, 'AWS::KMS::Key'), 'Arn'] },
      MessageRetentionPeriod: 14 * 86_400,
    });
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
        ]),
      },
    });
    templateFor({ encryption: 'aws-managed' }).hasResourceProperties('AWS::SQS::Queue', {
      SqsManagedSseEnabled: true,
    });
  });
});

describe('Severities', () => {
  test('are those of findings, mildest first', () => {
    const ofFindings: Record<Severity, true> = {
      info: true,
      low: true,
      medium: true,
      high: true,
      critical: true,
    };
    expect(severities).toEqual(Object.keys(ofFindings));
    expect(atLeast('info')).toEqual(severities);
    expect(atLeast('critical')).toEqual(['critical']);
  });
});
