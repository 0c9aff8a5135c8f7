import { Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import type { IConstruct } from 'constructs';
import type { TraceNormStack } from '../../infra/stack';
import { stackFor } from './support/synthesise';

const everything = {
  emails: JSON.stringify(['a@example.org', { address: 'b@example.org', minimumSeverity: 'high' }]),
  groups: 'Default,checkout',
  formats: 'chat,machine,ocsf,events',
  pagerDuty: '{"secretArn":"arn:aws:secretsmanager:eu-west-1:111122223333:secret:pager-AbCdEf"}',
};

/** Rule and construct of everything that either pack finds. */
function violations(stack: TraceNormStack): readonly string[] {
  return [new AwsSolutionsChecks(stack), new ServerlessChecks(stack)]
    .flatMap((pack) => pack.validateScope(stack).violations)
    .flatMap(({ ruleName, violatingResources }) =>
      violatingResources.map((resource) => `${ruleName} ${resource.constructPath}`),
    );
}

/** Every acknowledgement with the construct it stands beside. */
function acknowledgements(stack: TraceNormStack) {
  return stack.node.findAll().flatMap((construct: IConstruct) =>
    construct.node.metadata
      .filter((entry) => entry.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap((entry) => Object.entries(entry.data as Record<string, string>))
      .map(([id, reason]) => ({ id: id.replace(/^annotation::/i, ''), reason, path: construct.node.path })),
  );
}

describe('The rule packs AwsSolutions and Serverless', () => {
  test.each([
    ['by default', {}],
    ['with mails, groups and formats', everything],
    ['with removeData', { removeData: 'true' }],
    ['with keys that AWS keeps', { ...everything, encryption: 'aws-managed' }],
    [
      'with a key of your own',
      {
        ...everything,
        encryption: 'arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666',
      },
    ],
  ])('find nothing %s', (_, context) => {
    expect(violations(stackFor(context))).toEqual([]);
  });

  test('would find exactly what is acknowledged, so that no acknowledgement is stale', () => {
    const acknowledged = acknowledgements(stackFor(everything));
    const silent = jest.spyOn(Validations.prototype, 'acknowledge').mockImplementation(() => undefined);
    const found = violations(stackFor(everything));
    silent.mockRestore();
    expect(new Set(found.map((line) => line.split(' ')[0]))).toEqual(
      new Set(acknowledged.map(({ id }) => id)),
    );
  });

  test('are acknowledged beside the construct, each with a reason in a sentence', () => {
    for (const { reason, path } of acknowledgements(stackFor(everything))) {
      expect(path).toMatch(/^TraceNorm\/TraceNorm\/\w+\/\w+$/);
      expect(reason).toMatch(/^[A-Z].{30,}\.$/);
    }
  });
});
