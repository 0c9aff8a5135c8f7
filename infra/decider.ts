import { join } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { type IGrantable, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { environmentNames } from '../functions/settings';
import { bundling, environmentOf, runtime } from './lambda';
import type { Memory } from './memory';
import type { Detection } from './settings';

const timeoutSeconds = 30;

export interface DeciderProps {
  readonly detection: Detection;
  readonly logRetention: RetentionDays;
  /**
   * Encrypts the log group.
   * @default - a key that CloudWatch Logs keeps
   */
  readonly key?: IKey | undefined;
}

/**
 * The Lambda function that takes people's decisions, from the command line and from chat buttons: who reviews may
 * invoke it and needs no right on the table.
 */
export class Decider extends Construct {
  readonly function: NodejsFunction;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: DeciderProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.key ? { encryptionKey: props.key } : {}),
    });
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.function = new NodejsFunction(this, 'Function', {
      description: 'tracenorm: takes decisions of people: approve, deny, mute and the like',
      entry: join(__dirname, '../functions/decide/handler.ts'),
      ...runtime,
      memorySize: 512,
      timeout: Duration.seconds(timeoutSeconds),
      role: this.role,
      logGroup,
      environment: environmentOf(props.detection),
      bundling,
    });
    this.acknowledges();
  }

  /** Lets the function read the table and append to it, and tells it the table's name. */
  decidesIn(memory: Memory): void {
    memory.grantDeciding(this.function);
    this.function.addEnvironment(environmentNames.table, memory.table.tableName);
  }

  /** Lets someone decide: a reviewer's role, or the role of a chat channel. */
  grantDecide(grantee: IGrantable): void {
    this.function.grantInvoke(grantee);
  }

  private acknowledges(): void {
    const oneKey =
      "The star stays within one family of actions and on tracenorm's own key; it is CDK's usual grant.";
    Validations.of(this.role).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason: 'The two X-Ray writes of active tracing have no resource level: IAM knows them for * only.',
      },
      { id: 'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]', reason: oneKey },
      { id: 'AwsSolutions-IAM5[Action::kms:ReEncrypt*]', reason: oneKey },
    );
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'Whoever decides waits for the answer: the function is invoked synchronously only.',
    });
  }
}
