/** Insights, of which a new group has none. Makes and deletes a group; about 8 requests. */
import { randomUUID } from 'node:crypto';
import {
  GetInsightCommand,
  GetInsightEventsCommand,
  GetInsightImpactGraphCommand,
  GetInsightSummariesCommand,
} from '@aws-sdk/client-xray';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { ownGroup } from './support/own-group';
import type { TestedService } from './support/service';
import { eventually } from './support/settle';
import { sources } from './support/sources';
import { Story } from './support/story';

const { api } = sources;
const REFUSED = { name: 'InvalidRequestException', $metadata: { httpStatusCode: 400 } };
const lastHour = () => ({ StartTime: new Date(Date.now() - 3_600_000), EndTime: new Date() });

const unknown = (
  operation: string,
  ask: (service: TestedService, InsightId: string) => Promise<unknown>,
) => ({
  behaviour: `${operation} of an unknown insight is an InvalidRequestException`,
  source: api(operation),
  check: (service: TestedService) => expect(ask(service, randomUUID())).rejects.toMatchObject(REFUSED),
});

const behaviours: readonly Behaviour[] = [
  {
    behaviour: 'A new group has no insights',
    source: api('GetInsightSummaries'),
    check: async (service) => {
      const { group } = await ownGroup(service, { GroupName: new Story().named('g') });
      const { GroupARN } = group;
      await eventually(service, async () => {
        const answer = await service.client.send(new GetInsightSummariesCommand({ ...lastHour(), GroupARN }));
        expect([answer.InsightSummaries, answer.NextToken]).toEqual([[], undefined]);
      });
    },
  },
  unknown('GetInsight', ({ client }, InsightId) => client.send(new GetInsightCommand({ InsightId }))),
  unknown('GetInsightEvents', ({ client }, InsightId) =>
    client.send(new GetInsightEventsCommand({ InsightId })),
  ),
  unknown('GetInsightImpactGraph', ({ client }, InsightId) =>
    client.send(new GetInsightImpactGraphCommand({ InsightId, ...lastHour() })),
  ),
];

conforms('Insights', behaviours);
