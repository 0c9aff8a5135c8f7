import { Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { nameWhatIsKept } from './kept';
import { nameWhereItSpeaks } from './outlets';
import type { Deployment } from './settings';
import { TraceNorm, type TraceNormProps } from './tracenorm';

export interface TraceNormStackProps extends StackProps {
  /** What the person who deploys asked for. */
  readonly deployment: Deployment;
  /**
   * Anything of the construct to be set otherwise.
   * @default - nothing
   */
  readonly overrides?: TraceNormProps | undefined;
}

/** The stack that `npx cdk deploy` deploys: one {@link TraceNorm}, and outputs that say what a destroy leaves and
 * where to subscribe. */
export class TraceNormStack extends Stack {
  readonly traceNorm: TraceNorm;

  constructor(scope: Construct, id: string, props: TraceNormStackProps) {
    super(scope, id, {
      description: 'tracenorm: learns the norm of a data flow from AWS X-Ray and reports when it is left',
      ...props,
    });
    const { stackName: _, encryption, scheduleMinutes, logRetentionDays, ...rest } = props.deployment;
    this.traceNorm = new TraceNorm(this, 'TraceNorm', {
      ...rest,
      every: Duration.minutes(scheduleMinutes),
      logRetention: logRetentionDays,
      encryption:
        encryption === 'customer-managed' || encryption === 'aws-managed'
          ? encryption
          : Key.fromKeyArn(this, 'Key', encryption),
      ...props.overrides,
    });
    nameWhatIsKept(this, this.traceNorm);
    nameWhereItSpeaks(this, this.traceNorm);
  }
}
