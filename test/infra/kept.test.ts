import type { Template } from 'aws-cdk-lib/assertions';
import { whatIsKept } from '../../infra/kept';
import { only } from './support/resources';
import { stackFor, templateFor } from './support/synthesise';

/** Types of the resources that CloudFormation leaves when the stack goes. */
function left(template: Template): readonly string[] {
  const resources: Record<string, { Type: string; DeletionPolicy?: string }> = template.toJSON().Resources;
  return Object.values(resources)
    .filter((resource) => (resource.DeletionPolicy ?? 'Delete') !== 'Delete')
    .map((resource) => resource.Type)
    .sort();
}

/** An output's value with references in angle brackets. */
function output(template: Template, name: string): string {
  const value: unknown = template.toJSON().Outputs?.[name]?.Value;
  const text = (part: unknown): string => {
    if (typeof part === 'string') return part;
    const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': joined } = part as Record<string, unknown>;
    return joined
      ? (joined as [string, unknown[]])[1].map(text).join('')
      : `<${Ref ?? (attribute as string[]).join('.')}>`;
  };
  return text(value);
}

describe('cdk destroy', () => {
  test('leaves the protected table and the key it needs, and nothing else', () => {
    expect(left(templateFor())).toEqual(['AWS::DynamoDB::Table', 'AWS::KMS::Key']);
  });

  test('leaves only the table when AWS keeps its key', () => {
    expect(left(templateFor({ encryption: 'aws-managed' }))).toEqual(['AWS::DynamoDB::Table']);
  });

  test('leaves nothing after a deployment with removeData, not even what refuses to be deleted', () => {
    for (const encryption of ['customer-managed', 'aws-managed']) {
      const template = templateFor({ removeData: 'true', encryption });
      expect(left(template)).toEqual([]);
      template.hasResourceProperties('AWS::DynamoDB::Table', { DeletionProtectionEnabled: false });
      template.hasResourceProperties('AWS::KMS::Key', { PendingWindowInDays: 7 });
      expect(Object.keys(template.toJSON().Outputs ?? {})).toEqual(['decideFunction']);
    }
  });

  test('names what it leaves, with the commands that remove it, in the outputs', () => {
    const template = templateFor();
    const table = `<${only(template, 'AWS::DynamoDB::Table')}>`;
    const key = `<${only(template, 'AWS::KMS::Key')}.Arn>`;
    const where = `--table-name ${table} --region <AWS::Region>`;
    expect(output(template, 'KeptTable')).toBe(table);
    expect(output(template, 'RemoveTable')).toBe(
      `aws dynamodb update-table ${where} --no-deletion-protection-enabled && aws dynamodb wait table-exists ${where} && aws dynamodb delete-table ${where}`,
    );
    expect(output(template, 'KeptKey')).toBe(key);
    expect(output(template, 'RemoveKey')).toBe(
      `aws kms schedule-key-deletion --key-id ${key} --pending-window-in-days 7 --region <AWS::Region>`,
    );
  });

  test('tags what it leaves, so that it is found when the outputs are gone', () => {
    const Tags = [{ Key: 'tracenorm:kept-from', Value: 'Second' }];
    const template = templateFor({ stackName: 'Second' });
    template.hasResourceProperties('AWS::DynamoDB::Table', { Tags });
    template.hasResourceProperties('AWS::KMS::Key', { Tags });
  });

  test('says so at the terminal before it asks for confirmation', () => {
    const said = whatIsKept(stackFor({ stackName: 'Second' }));
    expect(said).toContain('keeps the table and the key it needs');
    expect(said).toContain('aws cloudformation describe-stacks --stack-name Second');
    expect(said).toContain('--tag-filters Key=tracenorm:kept-from,Values=Second');
    expect(said).toContain('aws dynamodb delete-table --table-name TABLE');
    expect(said).toContain('aws kms schedule-key-deletion --key-id KEY');
    expect(whatIsKept(stackFor({ encryption: 'aws-managed' }))).toContain('keeps the table;');
    expect(whatIsKept(stackFor({ removeData: 'true' }))).toBe('');
  });
});
