import { EventBus, type IEventBus } from 'aws-cdk-lib/aws-events';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';

export interface EventsProps {
  /**
   * ARN of a bus that is there already, or `default` for the account's own.
   * @default - a bus of tracenorm's, made here
   */
  readonly bus?: string | undefined;
}

/** The event bus that hears of every incident. */
export class Events extends Construct {
  readonly bus: IEventBus;

  constructor(scope: Construct, id: string, { bus }: EventsProps) {
    super(scope, id);
    this.bus = this.busOf(bus);
  }

  /** Lets someone put events on this bus, and on no other. */
  grantPut(grantee: IGrantable): void {
    this.bus.grantPutEventsTo(grantee);
  }

  private busOf(bus: string | undefined): IEventBus {
    // The CDK's own class does not fit its interface where an absent member and an undefined one are told apart.
    if (bus === undefined)
      return new EventBus(this, 'Bus', { description: 'tracenorm: incidents' }) as IEventBus;
    return bus === 'default'
      ? EventBus.fromEventBusName(this, 'Bus', bus)
      : EventBus.fromEventBusArn(this, 'Bus', bus);
  }
}
