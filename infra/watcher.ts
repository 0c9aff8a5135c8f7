import { join } from 'node:path';
import { Duration, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations';
import { NodejsFunction, type NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { environmentNames, type WatchSettings } from '../functions/settings';
import type { Alerts } from './alerts';
import type { Events } from './events';
import { bundling, environmentOf, runtime } from './lambda';
import type { Memory } from './memory';
import type { Detection } from './settings';

/** The X-Ray reads of the watcher. None of them has a resource level: IAM knows them for `*` only. */
export const xrayReads = [
  'xray:BatchGetTraces',
  'xray:GetGroups',
  'xray:GetIndexingRules',
  'xray:GetSamplingRules',
  'xray:GetSamplingStatisticSummaries',
  'xray:GetServiceGraph',
  'xray:GetTraceSegmentDestination',
  'xray:GetTraceSummaries',
];

/** Seconds between the last read a run may begin and the end Lambda puts to it. */
const graceSeconds = 60;
const longestRunSeconds = 900;

export interface WatcherProps {
  /** What was said of detection; written to the function's environment as it is. */
  readonly detection: Detection;
  /** The same with every default filled in. */
  readonly settings: WatchSettings;
  /** Times Lambda tries a failed run again, 0 to 2. */
  readonly retries: number;
  /** Takes the record of a run that failed for good. */
  readonly undelivered: IQueue;
  readonly memoryMegabytes: number;
  readonly logRetention: RetentionDays;
  /**
   * Encrypts the log group.
   * @default - a key that CloudWatch Logs keeps
   */
  readonly key?: IKey | undefined;
  /**
   * Anything of the function to be set otherwise; wins over everything said here.
   * @default - nothing
   */
  readonly functionProps?: Partial<NodejsFunctionProps> | undefined;
}

/**
 * The Lambda function that reads X-Ray, judges and reports.
 *
 * It has no reserved concurrency: two runs of one scope are kept apart by leases in the table, and a reservation
 * would take from the account's pool what a watcher rarely uses.
 */
export class Watcher extends Construct {
  readonly function: NodejsFunction;
  /** Longest time a run may take. */
  readonly timeout: Duration;
  private readonly role: Role;

  constructor(scope: Construct, id: string, props: WatcherProps) {
    super(scope, id);
    const logGroup = new LogGroup(this, 'Logs', {
      retention: props.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
      ...(props.key ? { encryptionKey: props.key } : {}),
    });
    this.timeout = Duration.seconds(Math.min(props.settings.runSeconds + graceSeconds, longestRunSeconds));
    this.role = new Role(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
    logGroup.grantWrite(this.role);
    this.function = new NodejsFunction(this, 'Function', {
      description: 'tracenorm: reads X-Ray, compares with the norm, reports on SNS',
      entry: join(__dirname, '../functions/watch/handler.ts'),
      ...runtime,
      memorySize: props.memoryMegabytes,
      timeout: this.timeout,
      role: this.role,
      logGroup,
      retryAttempts: props.retries,
      maxEventAge: Duration.seconds(props.settings.windowSeconds),
      onFailure: new SqsDestination(props.undelivered),
      environment: environmentOf(props.detection),
      bundling,
      ...props.functionProps,
    });
    this.readsXray();
    this.acknowledges();
  }

  /** Lets the function use the table and tells it the table's name. */
  remembersIn(memory: Memory): void {
    memory.grantItems(this.function);
    this.function.addEnvironment(environmentNames.table, memory.table.tableName);
  }

  /** Lets the function publish to the topics and tells it their addresses. */
  alertsThrough(alerts: Alerts): void {
    alerts.grantPublish(this.function);
    this.function.addEnvironment(environmentNames.alertTopic, alerts.alerts.topicArn);
    this.function.addEnvironment(environmentNames.operationsTopic, alerts.operations.topicArn);
    for (const [format, topic] of alerts.formats) {
      this.function.addEnvironment(environmentNames[`${format}Topic`], topic.topicArn);
    }
  }

  /** Lets the function put events on the bus and tells it which. */
  tellsOn(events: Events): void {
    events.grantPut(this.function);
    this.function.addEnvironment(environmentNames.eventBus, events.bus.eventBusArn);
  }

  private readsXray(): void {
    this.function.addToRolePolicy(new PolicyStatement({ actions: xrayReads, resources: ['*'] }));
  }

  private acknowledges(): void {
    const oneKey =
      "The star stays within one family of actions and on tracenorm's own key; it is CDK's usual grant.";
    Validations.of(this.role).acknowledge(
      {
        id: 'AwsSolutions-IAM5[Resource::*]',
        reason:
          'X-Ray reads, and the two X-Ray writes of active tracing, have no resource level: IAM knows them for * only.',
      },
      { id: 'AwsSolutions-IAM5[Action::kms:GenerateDataKey*]', reason: oneKey },
      { id: 'AwsSolutions-IAM5[Action::kms:ReEncrypt*]', reason: oneKey },
    );
    Validations.of(this.function).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason:
        'A failure destination sends the failed run with its error to the same queue; both would send it twice.',
    });
  }
}
