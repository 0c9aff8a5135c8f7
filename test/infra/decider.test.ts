import { Match } from 'aws-cdk-lib/assertions';
import { environmentNames } from '../../functions/settings';
import { only, statementsOf } from './support/resources';
import { templateFor } from './support/synthesise';

const template = templateFor();

describe('The decide function', () => {
  test('reads the table and appends to it, and may do nothing else anywhere but trace itself', () => {
    const granted = statementsOf(template, 'Decider');
    expect(Object.fromEntries(granted.map(({ resources, actions }) => [resources.join(), actions]))).toEqual({
      [only(template, 'AWS::DynamoDB::Table')]: ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:Query'],
      [only(template, 'AWS::Logs::LogGroup', 'Decider')]: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      [only(template, 'AWS::KMS::Key')]: [
        'kms:Decrypt',
        'kms:Encrypt',
        'kms:GenerateDataKey*',
        'kms:ReEncrypt*',
      ],
      '*': ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    });
  });

  test('knows the table and the settings, and its name is an output', () => {
    template.hasResourceProperties('AWS::Lambda::Function', {
      Description: Match.stringLikeRegexp('takes decisions'),
      Environment: {
        Variables: Match.objectLike({
          [environmentNames.table]: { Ref: only(template, 'AWS::DynamoDB::Table') },
          [environmentNames.settings]: Match.anyValue(),
        }),
      },
    });
    const name = only(template, 'AWS::Lambda::Function', 'Decider');
    expect(template.findOutputs('decideFunction').decideFunction).toMatchObject({ Value: { Ref: name } });
  });
});
