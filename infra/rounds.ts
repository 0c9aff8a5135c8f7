import { Aws, type Duration } from 'aws-cdk-lib';
import { PolicyDocument, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleExpression, ScheduleTargetInput, TimeWindow } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** X-Ray's own name for the group of all traces; it is asked for by naming no group. */
const allTraces = 'Default';

/** Account, Region and group: names a scope in the table, in messages and in metrics. */
export function scopeOf(group: string): string {
  return `${Aws.ACCOUNT_ID}/${Aws.REGION}/${group}`;
}

export interface RoundsProps {
  /** X-Ray groups to watch. */
  readonly groups: readonly string[];
  /** Whether the schedules stand still. */
  readonly paused: boolean;
  /** Time between two runs. */
  readonly every: Duration;
  /** Age after which an undelivered start is given up: a window, for by then the next run has caught up. */
  readonly maximumAge: Duration;
  /** Times Scheduler tries again to start a run. */
  readonly retries: number;
  readonly watcher: IFunction;
  /** Takes starts that were given up. */
  readonly undelivered: IQueue;
  /**
   * Encrypts `undelivered`.
   * @default - a key that SQS keeps
   */
  readonly key?: IKey | undefined;
}

/**
 * The schedules: one for each X-Ray group, each starting a run with its scope as payload.
 * A run reads what its cursor says is due, so a start that was lost is made up by the next one.
 */
export class Rounds extends Construct {
  constructor(scope: Construct, id: string, props: RoundsProps) {
    super(scope, id);
    const role = this.starter(props).withoutPolicyUpdates();
    for (const group of props.groups) {
      new Schedule(this, `Watch-${group}`, {
        description: `tracenorm: X-Ray group ${group}`,
        schedule: ScheduleExpression.rate(props.every),
        enabled: !props.paused,
        timeWindow: TimeWindow.off(),
        target: new LambdaInvoke(props.watcher, {
          role,
          input: ScheduleTargetInput.fromObject({
            scope: scopeOf(group),
            ...(group === allTraces ? {} : { group }),
          }),
          maxEventAge: props.maximumAge,
          retryAttempts: props.retries,
          deadLetterQueue: props.undelivered,
        }),
      });
    }
  }

  /** May start this function and write to this queue: named one by one, where CDK's grant would add every version. */
  private starter({ watcher, undelivered, key }: RoundsProps): Role {
    const allow = (action: string[], resource: string) =>
      new PolicyStatement({ actions: action, resources: [resource] });
    return new Role(this, 'Role', {
      description: 'tracenorm: lets EventBridge Scheduler start the watcher',
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
      inlinePolicies: {
        Start: new PolicyDocument({
          statements: [
            allow(['lambda:InvokeFunction'], watcher.functionArn),
            allow(['sqs:SendMessage'], undelivered.queueArn),
            ...(key ? [allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn)] : []),
          ],
        }),
      },
    });
  }
}
