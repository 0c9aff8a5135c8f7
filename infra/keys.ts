import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type IKey, Key } from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';

/** Who keeps the keys: one key made here, one of the caller's, or AWS wherever AWS can. */
export type Encryption = 'customer-managed' | 'aws-managed' | IKey;

export interface KeysProps {
  /** Who keeps the keys. */
  readonly encryption: Encryption;
  /** Whether the key goes with the stack although a table needs it. */
  readonly removeData: boolean;
}

/**
 * The key that encrypts what tracenorm stores and sends, and the services that may use it.
 *
 * Even with `aws-managed` one customer-managed key is made, for the two topics alone. The policy of the AWS-managed
 * SNS key does not let CloudWatch alarms use it and cannot be changed, so an alarm would fail to publish and nobody
 * would be told, least of all that the watcher is dead. A key of the caller's is not changed: its policy must hold
 * the statements of {@link Keys.lets} itself.
 */
export class Keys extends Construct {
  /** Encrypts table, queue and logs; undefined where AWS keeps those keys. */
  readonly data: IKey | undefined;
  /** Encrypts the topics. */
  readonly topics: IKey;
  /** True where the key stays behind when the stack goes, because the table that stays needs it. */
  readonly kept: boolean;

  constructor(scope: Construct, id: string, props: KeysProps) {
    super(scope, id);
    const { encryption } = props;
    this.kept = encryption === 'customer-managed' && !props.removeData;
    this.topics = typeof encryption === 'string' ? this.made() : encryption;
    this.data = encryption === 'aws-managed' ? undefined : this.topics;
    this.lets('cloudwatch.amazonaws.com');
    if (this.data) this.lets('sns.amazonaws.com');
    if (this.data) this.letsLogs(this.data);
  }

  private made(): IKey {
    return new Key(this, 'Key', {
      description: 'tracenorm: what it stores and sends',
      enableKeyRotation: true,
      pendingWindow: Duration.days(7),
      removalPolicy: this.kept ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    });
  }

  /** Lets a service that publishes or delivers on this account's behalf encrypt with the key. */
  lets(service: string): void {
    const principal = new ServicePrincipal(service, {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    });
    this.topics.grant(principal, 'kms:Decrypt', 'kms:GenerateDataKey*');
  }

  private letsLogs(key: IKey): void {
    const logGroups = `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:*`;
    const principal = new ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`, {
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    });
    key.grantEncryptDecrypt(principal);
    key.grant(principal, 'kms:DescribeKey');
  }
}
