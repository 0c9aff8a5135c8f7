import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import type { Publisher } from '../watch/ports';

/** Who sends our events; `aws.` names are AWS's own. */
const source = 'tracenorm';

/**
 * An event bus behind the port, by name or ARN: the subject is the detail-type, the body the detail. `PutEvents`
 * answers well and says in `FailedEntryCount` that an entry was refused; here that rejects.
 * Source: Amazon EventBridge API reference, PutEvents.
 */
export const eventPublisher = (client: EventBridgeClient, bus: string): Publisher => ({
  formats: ['events'],
  async publish({ subject, body }) {
    const entry = { EventBusName: bus, Source: source, DetailType: subject, Detail: body };
    const answer = await client.send(new PutEventsCommand({ Entries: [entry] }));
    const [result] = answer.Entries ?? [];
    if ((answer.FailedEntryCount ?? 0) > 0 || result?.EventId === undefined) {
      const { ErrorCode = 'UnknownError', ErrorMessage = 'the event bus gave no event id' } = result ?? {};
      throw Object.assign(new Error(ErrorMessage), { name: ErrorCode });
    }
    return { receipt: result.EventId };
  },
});
