import { CfnOutput, type Stack, Tags } from 'aws-cdk-lib';
import type { TraceNormStack } from './stack';
import type { TraceNorm } from './tracenorm';

/** The tag by which what a stack left behind is found when the stack and its outputs are gone. */
const tag = 'tracenorm:kept-from';

/**
 * Puts into the stack's outputs what `cdk destroy` leaves, and the command that removes each.
 * Nothing is put there when everything goes with the stack.
 */
export function nameWhatIsKept(stack: Stack, { memory, keys, removesData }: TraceNorm): void {
  if (removesData) return;
  const output = (id: string, description: string, value: string) =>
    new CfnOutput(stack, id, { value, description });
  const table = memory.table.tableName;
  Tags.of(memory.table).add(tag, stack.stackName);
  output('KeptTable', 'Stays after cdk destroy: what was learned.', table);
  output('RemoveTable', 'Removes the table for good.', removesTable(table, stack.region));
  if (!keys.kept) return;
  const key = keys.topics;
  Tags.of(key).add(tag, stack.stackName);
  output('KeptKey', 'Stays after cdk destroy: without it the table cannot be read.', key.keyArn);
  output(
    'RemoveKey',
    'Removes the key, 7 days later; run RemoveTable first.',
    removesKey(key.keyArn, stack.region),
  );
}

/**
 * Says the same to the person at the terminal, where `cdk destroy` asks for confirmation: CloudFormation knows the
 * names only after the deployment, and the outputs go with the stack, so this names the way to them in either case.
 */
export function whatIsKept({ stackName, traceNorm }: TraceNormStack): string {
  if (traceNorm.removesData) return '';
  const { kept } = traceNorm.keys;
  const lines = [
    `tracenorm: cdk destroy keeps ${kept ? 'the table and the key it needs' : 'the table'}; deploy with -c removeData=true first to keep nothing.`,
    'Names, and the commands with the names filled in, while the stack stands:',
    `  aws cloudformation describe-stacks --stack-name ${stackName} --query "Stacks[0].Outputs"`,
    'Names when it is gone:',
    `  aws resourcegroupstaggingapi get-resources --tag-filters Key=${tag},Values=${stackName}`,
    'Commands that remove what is kept:',
    `  ${removesTable('TABLE', 'REGION')}`,
    ...(kept ? [`  ${removesKey('KEY', 'REGION')}`] : []),
  ];
  return `${lines.join('\n')}\n`;
}

function removesTable(name: string, region: string): string {
  const table = `--table-name ${name} --region ${region}`;
  return [
    `aws dynamodb update-table ${table} --no-deletion-protection-enabled`,
    `aws dynamodb wait table-exists ${table}`,
    `aws dynamodb delete-table ${table}`,
  ].join(' && ');
}

function removesKey(id: string, region: string): string {
  return `aws kms schedule-key-deletion --key-id ${id} --pending-window-in-days 7 --region ${region}`;
}
