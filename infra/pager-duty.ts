import { SecretValue } from 'aws-cdk-lib';
import {
  ApiDestination,
  Authorization,
  Connection,
  EventField,
  HttpParameter,
  type IApiDestination,
  type IEventBus,
  Rule,
  RuleTargetInput,
} from 'aws-cdk-lib/aws-events';
import { ApiDestination as Target } from 'aws-cdk-lib/aws-events-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

/** Where a PagerDuty account lives. */
export type PagerDutyRegion = 'us' | 'eu';

export interface PagerDutyProps {
  /** Carries the events. */
  readonly bus: IEventBus;
  /** ARN of the secret whose whole text is the routing key (integration key) of an Events API v2 integration. */
  readonly secretArn: string;
  /**
   * Service region of the PagerDuty account.
   * @default - `us`
   */
  readonly region?: PagerDutyRegion | undefined;
  /** Takes events that PagerDuty did not accept for a day. */
  readonly undelivered: IQueue;
}

const hosts: Readonly<Record<PagerDutyRegion, string>> = {
  us: 'events.pagerduty.com',
  eu: 'events.eu.pagerduty.com',
};
const detail = (path: string): string => EventField.fromPath(`$.detail.${path}`);

/**
 * Hands incidents on to PagerDuty: one that opens or gets worse triggers, one that a person took on is
 * acknowledged, one that is over resolves, all on the incident's key, so that a recurrence finds its former page.
 * Source: PagerDuty Events API v2; Amazon EventBridge, API destinations.
 */
export class PagerDuty extends Construct {
  constructor(scope: Construct, id: string, props: PagerDutyProps) {
    super(scope, id);
    const routingKey = SecretValue.secretsManager(props.secretArn);
    const connection = new Connection(this, 'Connection', {
      description: 'tracenorm: routing key of PagerDuty',
      authorization: Authorization.apiKey('X-Routing-Key', routingKey),
      bodyParameters: { routing_key: HttpParameter.fromSecret(routingKey) },
    });
    const destination = new ApiDestination(this, 'Destination', {
      description: 'tracenorm: PagerDuty Events API v2',
      connection,
      endpoint: `https://${hosts[props.region ?? 'us']}/v2/enqueue`,
      // The CDK's own class does not fit its interface where an absent member and an undefined one are told apart.
    }) as IApiDestination;
    const hand = (
      action: string,
      states: readonly string[],
      payload: Readonly<Record<string, unknown>> = {},
    ) =>
      new Rule(this, action, {
        description: `tracenorm: PagerDuty ${action.toLowerCase()}`,
        eventBus: props.bus,
        eventPattern: {
          source: ['tracenorm'],
          detailType: states.map((state) => `Trace Baseline Finding ${state}`),
        },
        targets: [
          new Target(destination, {
            deadLetterQueue: props.undelivered,
            event: RuleTargetInput.fromObject({
              event_action: action.toLowerCase(),
              dedup_key: detail('metadata.dedupKey'),
              ...payload,
            }),
          }),
        ],
      });
    hand('Trigger', ['Opened', 'Updated'], { client: 'tracenorm', payload: triggered() });
    hand('Acknowledge', ['Acknowledged']);
    hand('Resolve', ['Resolved']);
  }
}

const triggered = (): Readonly<Record<string, unknown>> => ({
  summary: detail('data.headline'),
  source: detail('data.scope'),
  severity: detail('data.pagerSeverity'),
  timestamp: detail('data.incident.startsAt'),
  class: detail('data.kind'),
  custom_details: {
    incident: detail('data.incident.id'),
    what: detail('data.sentence'),
    observed: detail('data.comparison'),
    steps: detail('data.steps'),
    traces: detail('data.traces'),
  },
});
