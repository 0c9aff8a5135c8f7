import { Match, type Template } from 'aws-cdk-lib/assertions';
import { metricNamespace, metricUnits, scopeDimension } from '../../functions/adapters/metrics';
import { successMetric } from '../../infra/health';
import { only } from './support/resources';
import { templateFor } from './support/synthesise';

const operationsOf = (template: Template) =>
  Object.keys(template.findResources('AWS::SNS::Topic')).find((id) => id.includes('Operations'));

describe('The alarms', () => {
  const template = templateFor();

  test('tell the operations topic when they begin and when they end, every one of them', () => {
    const operations = [{ Ref: operationsOf(template) }];
    template.resourceCountIs('AWS::CloudWatch::Alarm', 3);
    template.allResourcesProperties('AWS::CloudWatch::Alarm', {
      AlarmActions: operations,
      OKActions: operations,
    });
  });

  test('say when anything lies in the dead-letter queue', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/SQS',
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [
        { Name: 'QueueName', Value: { 'Fn::GetAtt': [only(template, 'AWS::SQS::Queue'), 'QueueName'] } },
      ],
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('say when a run failed', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/Lambda',
      MetricName: 'Errors',
      Dimensions: [
        { Name: 'FunctionName', Value: { Ref: only(template, 'AWS::Lambda::Function', 'Watcher') } },
      ],
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
  });

  test('say when no run of a scope has succeeded for three periods, silence counting as failure', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'tracenorm',
      MetricName: 'RunsSucceeded',
      Dimensions: [
        {
          Name: 'Scope',
          Value: {
            'Fn::Join': ['', [{ Ref: 'AWS::AccountId' }, '/', { Ref: 'AWS::Region' }, '/Default']],
          },
        },
      ],
      Statistic: 'Sum',
      Threshold: 1,
      ComparisonOperator: 'LessThanThreshold',
      EvaluationPeriods: 3,
      DatapointsToAlarm: 3,
      TreatMissingData: 'breaching',
      AlarmDescription: Match.stringLikeRegexp('for 15 minutes'),
    });
  });

  test.each([
    ['of the longest run, which must have time to end', { runSeconds: '840' }, 900],
    ['of the schedule where that is longer', { scheduleMinutes: '60' }, 3_600],
  ])('count a period %s', (_, context, Period) => {
    templateFor(context).hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'RunsSucceeded',
      Period,
    });
  });

  test('watch every X-Ray group by itself', () => {
    const alarms = templateFor({ groups: 'a,b' }).findResources('AWS::CloudWatch::Alarm', {
      Properties: { MetricName: 'RunsSucceeded' },
    });
    expect(Object.keys(alarms)).toHaveLength(2);
  });

  test('listen to a metric that the watcher writes', () => {
    expect(successMetric.namespace).toBe(metricNamespace);
    expect(successMetric.dimension).toBe(scopeDimension);
    expect(Object.keys(metricUnits)).toContain(successMetric.metricName);
  });
});
