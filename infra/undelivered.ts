import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

export interface UndeliveredProps {
  /**
   * Encrypts the queue.
   * @default - a key that SQS keeps
   */
  readonly key?: IKey | undefined;
}

/**
 * The dead-letter queue: runs that could not be started or failed for good, and mails that could not be delivered.
 * Whatever lies here raises an alarm; it is kept for two weeks, the longest SQS allows.
 */
export class Undelivered extends Construct {
  readonly queue: Queue;

  constructor(scope: Construct, id: string, props: UndeliveredProps) {
    super(scope, id);
    this.queue = new Queue(this, 'Queue', {
      retentionPeriod: Duration.days(14),
      enforceSSL: true,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.key
        ? { encryption: QueueEncryption.KMS, encryptionMasterKey: props.key }
        : { encryption: QueueEncryption.SQS_MANAGED }),
    });
    const reason =
      'This is the dead-letter queue itself; an alarm watches it and nothing consumes it unasked.';
    Validations.of(this.queue).acknowledge(
      { id: 'AwsSolutions-SQS3', reason },
      { id: 'Serverless-SQSRedrivePolicy', reason },
    );
  }
}
