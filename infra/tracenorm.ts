import { Duration } from 'aws-cdk-lib';
import type { NodejsFunctionProps } from 'aws-cdk-lib/aws-lambda-nodejs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { Alerts, type Subscriber, type TopicFormat } from './alerts';
import { Decider } from './decider';
import { Events } from './events';
import { Health } from './health';
import { type Encryption, Keys } from './keys';
import { Memory } from './memory';
import { PagerDuty, type PagerDutyProps } from './pager-duty';
import { Rounds } from './rounds';
import { type Detection, parseDetection } from './settings';
import { Undelivered } from './undelivered';
import { Watcher } from './watcher';

export interface TraceNormProps {
  /**
   * Who is mailed about the watched system, and from which severity on.
   * @default - nobody; subscribe to the alert topic by other means
   */
  readonly emails?: readonly Subscriber[] | undefined;
  /**
   * Who is mailed about the watcher itself: failed runs, undelivered messages, silence.
   * @default - the addresses of `emails`
   */
  readonly operationsEmails?: readonly string[] | undefined;
  /**
   * Formats beside people's mails: `chat`, `machine` and `ocsf` get a topic each, `events` an event bus.
   * @default - none
   */
  readonly formats?: readonly (TopicFormat | 'events')[] | undefined;
  /**
   * ARN of the bus that takes events, or `default`.
   * @default - a bus of its own, where `formats` holds `events`
   */
  readonly eventBus?: string | undefined;
  /**
   * Whom the events page: the secret that holds the routing key, and the region of the account there.
   * @default - nobody
   */
  readonly pagerDuty?: Pick<PagerDutyProps, 'secretArn' | 'region'> | undefined;
  /**
   * X-Ray groups to watch, each by its own schedule and with its own norm.
   * @default - `Default`, X-Ray's name for all traces of the account and Region
   */
  readonly groups?: readonly string[] | undefined;
  /**
   * Window length, lag and everything else of detection, as `functions/settings.ts` describes it.
   * @default - the defaults of `settingsSchema`: windows of 5 minutes, judged after 3
   */
  readonly detection?: Detection | undefined;
  /**
   * Time between two runs, in whole minutes.
   * @default - one minute
   */
  readonly every?: Duration | undefined;
  /**
   * Times a start or a failed run is tried again, 0 to 2.
   * @default - 2
   */
  readonly retries?: number | undefined;
  /**
   * Who keeps the keys; see {@link Keys} for why the topics always have a customer-managed one.
   * @default - `customer-managed`: one key, made here, for table, topics, queue and logs
   */
  readonly encryption?: Encryption | undefined;
  /**
   * Whether the schedules stand still, so that a backfill can teach the scope its history first.
   * @default - false: the watcher runs
   */
  readonly paused?: boolean | undefined;
  /**
   * Whether the table and its key go with the stack.
   * @default - false: both stay, and the table refuses to be deleted
   */
  readonly removeData?: boolean | undefined;
  /**
   * How long the function's log is kept.
   * @default - one month
   */
  readonly logRetention?: RetentionDays | undefined;
  /**
   * Memory of the function, which also sets its share of a processor.
   * @default - 1,024 megabytes
   */
  readonly memoryMegabytes?: number | undefined;
  /**
   * Anything else of the function; wins over what is set here.
   * @default - nothing
   */
  readonly functionProps?: Partial<NodejsFunctionProps> | undefined;
}

/**
 * Watches the X-Ray service graph of one account and Region and says on SNS when its data flow leaves the norm.
 * Holds the watcher, its schedules, its table, the function that takes decisions, topics, a dead-letter queue and alarms
 * on the watcher itself, and where asked for an event bus and a way to PagerDuty.
 */
export class TraceNorm extends Construct {
  readonly keys: Keys;
  readonly memory: Memory;
  readonly alerts: Alerts;
  /** Undefined where no events were asked for. */
  readonly events: Events | undefined;
  readonly undelivered: Undelivered;
  readonly watcher: Watcher;
  readonly decider: Decider;
  /** Whether the stack takes what was learned with it. */
  readonly removesData: boolean;

  /** @throws SettingsError naming every wrong detection setting at once */
  constructor(scope: Construct, id: string, props: TraceNormProps = {}) {
    super(scope, id);
    const {
      detection = {},
      removeData = false,
      paused = false,
      emails = [],
      groups = ['Default'],
      formats = [],
      retries = 2,
    } = props;
    const { encryption = 'customer-managed', every = Duration.minutes(1) } = props;
    const settings = parseDetection(detection);
    this.removesData = removeData;

    this.keys = new Keys(this, 'Keys', { encryption, removeData });
    const key = this.keys.data;
    this.memory = new Memory(this, 'Memory', { key, removeData });
    this.undelivered = new Undelivered(this, 'Undelivered', { key });
    const undelivered = this.undelivered.queue;
    this.alerts = new Alerts(this, 'Topics', {
      key: this.keys.topics,
      emails,
      operationsEmails: props.operationsEmails ?? emails.map((subscriber) => subscriber.address),
      formats: formats.filter((format) => format !== 'events'),
      undelivered,
    });
    this.events = formats.includes('events')
      ? new Events(this, 'Events', { bus: props.eventBus })
      : undefined;
    this.watcher = new Watcher(this, 'Watcher', {
      detection,
      settings,
      retries,
      undelivered,
      key,
      memoryMegabytes: props.memoryMegabytes ?? 1_024,
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
      functionProps: props.functionProps,
    });
    this.watcher.remembersIn(this.memory);
    this.watcher.alertsThrough(this.alerts);
    this.decider = new Decider(this, 'Decider', {
      detection,
      key,
      logRetention: props.logRetention ?? RetentionDays.ONE_MONTH,
    });
    this.decider.decidesIn(this.memory);
    if (this.events) this.watcher.tellsOn(this.events);
    if (this.events && props.pagerDuty) this.pages(props.pagerDuty, this.events);

    const watcher = this.watcher.function;
    const maximumAge = Duration.seconds(settings.windowSeconds);
    new Rounds(this, 'Rounds', { groups, every, paused, maximumAge, retries, watcher, undelivered, key });
    new Health(this, 'Health', {
      groups,
      every,
      watcher,
      undelivered,
      timeout: this.watcher.timeout,
      operations: this.alerts.operations,
    });
  }

  private pages(props: Pick<PagerDutyProps, 'secretArn' | 'region'>, { bus }: Events): void {
    if (this.keys.data) this.keys.lets('events.amazonaws.com');
    new PagerDuty(this, 'PagerDuty', { ...props, bus, undelivered: this.undelivered.queue });
  }
}
