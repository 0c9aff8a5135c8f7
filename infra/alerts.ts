import { Aws } from 'aws-cdk-lib';
import { Effect, type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SubscriptionFilter, Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { atLeast, type Severity } from './severity';

/** Somebody who is mailed. */
export interface Subscriber {
  readonly address: string;
  /**
   * The mildest message this person wants.
   * @default - every message
   */
  readonly minimumSeverity?: Severity | undefined;
}

/** A format with a topic of its own, for whoever subscribes to it. */
export type TopicFormat = 'chat' | 'machine' | 'ocsf';

export interface AlertsProps {
  /** Encrypts all topics; must let CloudWatch alarms use it. */
  readonly key: IKey;
  /** Who hears of the watched system. */
  readonly emails: readonly Subscriber[];
  /** Who hears of the watcher itself. */
  readonly operationsEmails: readonly string[];
  /** Formats beside people's mails that get a topic each. */
  readonly formats: readonly TopicFormat[];
  /** Takes mails that cannot be delivered. */
  readonly undelivered: IQueue;
}

const displayNames: Readonly<Record<TopicFormat, string>> = {
  chat: 'tracenorm chat',
  machine: 'tracenorm JSON',
  ocsf: 'tracenorm OCSF',
};

/** Where messages go: a topic on the watched system, one on the health of the watcher, and one for each format asked for. */
export class Alerts extends Construct {
  readonly alerts: Topic;
  readonly operations: Topic;
  readonly formats: ReadonlyMap<TopicFormat, Topic>;
  private readonly undelivered: IQueue;

  constructor(scope: Construct, id: string, props: AlertsProps) {
    super(scope, id);
    this.undelivered = props.undelivered;
    const topic = (name: string, displayName: string) =>
      new Topic(this, name, { displayName, masterKey: props.key, enforceSSL: true });
    this.alerts = topic('Alerts', 'tracenorm');
    this.operations = topic('Operations', 'tracenorm operations');
    this.formats = new Map(
      props.formats.map((format) => [
        format,
        topic(`${format[0]?.toUpperCase()}${format.slice(1)}`, displayNames[format]),
      ]),
    );
    this.letAlarmsPublish();
    for (const subscriber of props.emails) this.mail(this.alerts, subscriber);
    for (const address of props.operationsEmails) this.mail(this.operations, { address });
  }

  /** Lets someone publish to all topics. */
  grantPublish(grantee: IGrantable): void {
    for (const topic of [this.alerts, this.operations, ...this.formats.values()]) topic.grantPublish(grantee);
  }

  /** A message without a severity passes no filter, so whoever wants every message gets no filter. */
  private mail(topic: Topic, { address, minimumSeverity = 'info' }: Subscriber): void {
    const severity = SubscriptionFilter.stringFilter({ allowlist: [...atLeast(minimumSeverity)] });
    topic.addSubscription(
      new EmailSubscription(address, {
        deadLetterQueue: this.undelivered,
        ...(minimumSeverity === 'info' ? {} : { filterPolicy: { severity } }),
      }),
    );
  }

  /** A topic policy of our own (the TLS rule) replaces the default one, by which alarms of the account may publish. */
  private letAlarmsPublish(): void {
    this.operations.addToResourcePolicy(
      new PolicyStatement({
        sid: 'AlarmsOfThisAccount',
        effect: Effect.ALLOW,
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.operations.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
      }),
    );
  }
}
