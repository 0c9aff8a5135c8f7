import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  type AlarmProps,
  ComparisonOperator,
  Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { scopeOf } from './rounds';

/** Where the watcher counts its successful runs; the handler writes it in the embedded metric format. */
export const successMetric = {
  namespace: 'tracenorm',
  metricName: 'RunsSucceeded',
  dimension: 'Scope',
} as const;

/** Periods without a successful run after which the watcher is called dead. */
const silentPeriods = 3;

export interface HealthProps {
  /** X-Ray groups that are watched. */
  readonly groups: readonly string[];
  /** Time between two runs. */
  readonly every: Duration;
  readonly watcher: IFunction;
  /** Longest time a run may take. */
  readonly timeout: Duration;
  readonly undelivered: IQueue;
  /** Hears of it. */
  readonly operations: ITopic;
}

/**
 * The alarms on the watcher itself: something undelivered, a run that failed, and no successful run at all.
 *
 * The last one counts per scope over three periods of the schedule, but of no less than the longest run, so that a
 * run which works at a backlog is not taken for dead before it can end.
 */
export class Health extends Construct {
  private readonly operations: ITopic;

  constructor(scope: Construct, id: string, props: HealthProps) {
    super(scope, id);
    this.operations = props.operations;
    this.anyIs('Undelivered', {
      alarmDescription:
        'tracenorm could not deliver something: a run was not started, failed for good, or a mail bounced. The messages in the dead-letter queue say which.',
      metric: props.undelivered.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' }),
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    this.anyIs('Errors', {
      alarmDescription: "A run of tracenorm failed; the error is in the function's log group.",
      metric: props.watcher.metricErrors(),
      treatMissingData: TreatMissingData.NOT_BREACHING,
    });
    for (const group of props.groups) this.silence(group, props);
  }

  private silence(group: string, { every, timeout }: HealthProps): void {
    const minutes = Math.ceil(Math.max(every.toSeconds(), timeout.toSeconds()) / 60);
    const { namespace, metricName, dimension } = successMetric;
    this.raises(`Silent-${group}`, {
      alarmDescription: `No run of tracenorm for X-Ray group ${group} has succeeded for ${silentPeriods * minutes} minutes: nothing is being watched.`,
      metric: new Metric({
        namespace,
        metricName,
        dimensionsMap: { [dimension]: scopeOf(group) },
        statistic: 'Sum',
        period: Duration.minutes(minutes),
      }),
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      evaluationPeriods: silentPeriods,
      datapointsToAlarm: silentPeriods,
      treatMissingData: TreatMissingData.BREACHING,
    });
  }

  private anyIs(
    id: string,
    props: Pick<AlarmProps, 'alarmDescription' | 'metric' | 'treatMissingData'>,
  ): void {
    this.raises(id, {
      ...props,
      threshold: 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      evaluationPeriods: 1,
    });
  }

  /** Tells operations when it begins and when it is over. */
  private raises(id: string, props: AlarmProps): void {
    const alarm = new Alarm(this, id, props);
    alarm.addAlarmAction(new SnsAction(this.operations));
    alarm.addOkAction(new SnsAction(this.operations));
  }
}
