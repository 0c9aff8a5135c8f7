import { CfnOutput, type Stack } from 'aws-cdk-lib';
import type { TraceNorm } from './tracenorm';

/** Puts into the stack's outputs who takes decisions, and where the formats that were asked for can be subscribed to. */
export function nameWhereItSpeaks(stack: Stack, { alerts, events, decider }: TraceNorm): void {
  new CfnOutput(stack, 'decideFunction', {
    value: decider.function.functionName,
    description: 'Takes decisions: tracenorm approve ... --function NAME.',
  });
  for (const [format, { topicArn }] of alerts.formats) {
    new CfnOutput(stack, `${format}Topic`, { value: topicArn, description: `Topic of format ${format}.` });
  }
  if (events) {
    new CfnOutput(stack, 'eventBus', {
      value: events.bus.eventBusArn,
      description: 'Bus that takes events.',
    });
  }
}
