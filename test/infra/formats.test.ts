import { App, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { environmentNames } from '../../functions/settings';
import { ChatButtons } from '../../infra/chat-buttons';
import { only, statementsOf } from './support/resources';
import { templateFor } from './support/synthesise';

const secretArn = 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:pager-AbCdEf';
const everything = {
  formats: 'chat,machine,ocsf,events',
  pagerDuty: JSON.stringify({ secretArn }),
};

const variablesOf = (template: Template): Record<string, unknown> => {
  const [watcher] = Object.values(template.findResources('AWS::Lambda::Function'));
  return watcher?.Properties.Environment.Variables;
};

describe('Formats that nobody asked for', () => {
  test('have no topic, no bus and no place in the environment', () => {
    const template = templateFor();
    template.resourceCountIs('AWS::SNS::Topic', 2);
    template.resourceCountIs('AWS::Events::EventBus', 0);
    template.resourceCountIs('AWS::Events::Rule', 0);
    const { chatTopic, machineTopic, ocsfTopic, eventBus } = environmentNames;
    for (const name of [chatTopic, machineTopic, ocsfTopic, eventBus]) {
      expect(variablesOf(template)).not.toHaveProperty(name);
    }
  });
});

describe('Formats that were asked for', () => {
  const template = templateFor(everything);
  const topicOf = (name: string) =>
    Object.keys(template.findResources('AWS::SNS::Topic')).find((id) => id.includes(`Topics${name}`));

  test('have an encrypted topic each, which the function may publish to and is told of, and which the outputs name', () => {
    const publishes = statementsOf(template, 'Watcher').filter(({ actions }) =>
      actions.includes('sns:Publish'),
    );
    for (const [format, name] of [
      ['chat', 'Chat'],
      ['machine', 'Machine'],
      ['ocsf', 'Ocsf'],
    ] as const) {
      const id = topicOf(name);
      expect(variablesOf(template)[environmentNames[`${format}Topic`]]).toEqual({ Ref: id });
      expect(publishes.flatMap(({ resources }) => resources)).toContain(id);
      template.hasOutput(`${format}Topic`, { Value: { Ref: id } });
    }
    template.allResourcesProperties('AWS::SNS::Topic', {
      KmsMasterKeyId: { 'Fn::GetAtt': [only(template, 'AWS::KMS::Key'), 'Arn'] },
    });
  });

  test('as events have a bus of their own, and the function may put events there and nowhere else', () => {
    const bus = only(template, 'AWS::Events::EventBus');
    const puts = statementsOf(template, 'Watcher').filter(({ actions }) =>
      actions.includes('events:PutEvents'),
    );
    expect(puts).toEqual([{ actions: ['events:PutEvents'], resources: [bus] }]);
    expect(variablesOf(template)[environmentNames.eventBus]).toEqual({ 'Fn::GetAtt': [bus, 'Arn'] });
  });

  test('as events may go to a bus that is there', () => {
    const eventBus = 'arn:aws:events:eu-west-1:111122223333:event-bus/central';
    const given = templateFor({ formats: 'events', eventBus });
    given.resourceCountIs('AWS::Events::EventBus', 0);
    const puts = statementsOf(given, 'Watcher').filter(({ actions }) => actions.includes('events:PutEvents'));
    expect(puts).toEqual([{ actions: ['events:PutEvents'], resources: [eventBus] }]);
    expect(variablesOf(given)[environmentNames.eventBus]).toBe(eventBus);
    templateFor({ formats: 'events', eventBus: 'default' }).resourceCountIs('AWS::Events::EventBus', 0);
  });
});

describe('PagerDuty', () => {
  const template = templateFor(everything);
  const rules = Object.values(template.findResources('AWS::Events::Rule')).map(
    ({ Properties }) => Properties,
  );
  const ruleOf = (action: string) =>
    rules.find(({ Description }) => Description === `tracenorm: PagerDuty ${action}`);
  const templateOf = (action: string): string => ruleOf(action)?.Targets[0].InputTransformer.InputTemplate;

  test.each([
    ['trigger', ['Opened', 'Updated']],
    ['acknowledge', ['Acknowledged']],
    ['resolve', ['Resolved']],
  ])('hears %s when an incident is %j, under the key of what it is about', (action, states) => {
    expect(ruleOf(action)).toMatchObject({
      EventBusName: { Ref: only(template, 'AWS::Events::EventBus') },
      EventPattern: {
        source: ['tracenorm'],
        'detail-type': states.map((state) => `Trace Baseline Finding ${state}`),
      },
      Targets: [
        {
          InputTransformer: {
            InputPathsMap: expect.objectContaining({
              'detail-metadata-dedupKey': '$.detail.metadata.dedupKey',
            }),
          },
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [only(template, 'AWS::SQS::Queue'), 'Arn'] } },
        },
      ],
    });
    expect(templateOf(action)).toContain(
      `{"event_action":"${action}","dedup_key":<detail-metadata-dedupKey>`,
    );
  });

  test('gets a summary, a source and a severity in its own words when it is triggered', () => {
    expect(templateOf('trigger')).toContain(
      '"payload":{"summary":<detail-data-headline>,"source":<detail-data-scope>,"severity":<detail-data-pagerSeverity>,',
    );
  });

  test('is called with the routing key from the secret, which the template does not hold', () => {
    const routingKey = `{{resolve:secretsmanager:${secretArn}:SecretString:::}}`;
    template.hasResourceProperties('AWS::Events::Connection', {
      AuthParameters: {
        InvocationHttpParameters: {
          BodyParameters: [{ Key: 'routing_key', Value: routingKey, IsValueSecret: true }],
        },
      },
    });
    template.hasResourceProperties('AWS::Events::ApiDestination', {
      InvocationEndpoint: 'https://events.pagerduty.com/v2/enqueue',
      HttpMethod: 'POST',
    });
    templateFor({
      formats: 'events',
      pagerDuty: JSON.stringify({ secretArn, region: 'eu' }),
    }).hasResourceProperties('AWS::Events::ApiDestination', {
      InvocationEndpoint: 'https://events.eu.pagerduty.com/v2/enqueue',
    });
  });

  test('may leave what it did not accept in the encrypted dead-letter queue', () => {
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
            Principal: { Service: Match.arrayWith(['events.amazonaws.com']) },
          }),
        ]),
      },
    });
  });
});

describe('The buttons of a chat', () => {
  const stack = new Stack(new App(), 'Chat');
  const { arns } = new ChatButtons(stack, 'Buttons', { functionName: 'tracenorm-decide' });
  const actions = Object.values(Template.fromStack(stack).findResources('AWS::Chatbot::CustomAction'));

  test('invoke the function with what is decided and on what', () => {
    expect(actions.map(({ Properties }) => Properties.Definition.CommandText)).toEqual([
      'lambda invoke --function-name tracenorm-decide --payload {"approve":"$of"} --region $region',
      'lambda invoke --function-name tracenorm-decide --payload {"deny":"$of"} --region $region',
      'lambda invoke --function-name tracenorm-decide --payload {"mute24h":"$of"} --region $region',
      'lambda invoke --function-name tracenorm-decide --payload {"ack":"$of"} --region $region',
    ]);
    expect(arns).toHaveLength(4);
  });

  test('are shown under what can be decided: approve and deny only under what was never seen before', () => {
    const shown = actions.map(({ Properties: { Attachments } }) => [
      Attachments[0].ButtonText,
      Attachments[0].Criteria.map((one: { VariableName: string }) => one.VariableName),
    ]);
    expect(shown).toEqual([
      ['Approve', ['of', 'region', 'novel']],
      ['Deny', ['of', 'region', 'novel']],
      ['Mute 24 h', ['of', 'region']],
      ['Acknowledge', ['of', 'region']],
    ]);
    for (const { Properties } of actions) {
      const [{ Variables, NotificationType }] = Properties.Attachments;
      expect(NotificationType).toBe('Custom');
      expect(Variables).toMatchObject({ of: 'event.metadata.additionalContext.of' });
    }
  });

  test('are refused for a function whose name is too long for a command', () => {
    const make = () => new ChatButtons(stack, 'Long', { functionName: 'x'.repeat(26) });
    expect(make).toThrow(/takes 100 characters, got 101/);
  });
});
