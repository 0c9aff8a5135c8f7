/** Why a trace failed or was slow, by its summary. About 10 requests. */
import type { TraceSummary } from '@aws-sdk/client-xray';
import { type Raw, toTable } from '../support/documents';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import type { Story } from './support/story';
import { type ByTraceId, readSummaries } from './support/story-traces';
import { seenTogether, type Told } from './support/told';

const { api, undocumented } = sources;
/** `web` calls a table for three quarters of a second; both fail as said. */
const failing = (story: Story, flags: Raw): Raw => {
  const exceptions = [{ id: story.id('exception'), type: 'Timeout', message: 'no answer' }];
  const call = { ...toTable(story.named('orders')), ...flags, cause: { exceptions } };
  return story.segment('web', [0, 1], {
    ...flags,
    subsegments: [story.part('put', 'DynamoDB', [0.125, 0.875], call)],
  });
};

const cases: readonly Told<ByTraceId<TraceSummary>>[] = [
  {
    behaviour: 'A fault’s root cause leads from the entry point to the exception',
    source: api('FaultRootCause'),
    sends: (story) => [[failing(story, { fault: true })]],
    shows: (summary, story) => {
      const { FaultRootCauses: causes, ErrorRootCauses } = summary(story.trace());
      expect(causes?.length).toBeGreaterThanOrEqual(1);
      expect(ErrorRootCauses ?? []).toEqual([]);
      const services = causes?.[0]?.Services ?? [];
      expect(services[0]).toMatchObject({ Name: story.named('web'), Names: [story.named('web')] });
      const exceptions = services.flatMap(({ EntityPath = [] }) =>
        EntityPath.flatMap(({ Exceptions = [] }) => Exceptions),
      );
      expect(exceptions).toContainEqual({ Name: 'Timeout', Message: 'no answer' });
    },
  },
  {
    behaviour: 'An error’s root cause is among ErrorRootCauses',
    source: api('ErrorRootCause'),
    sends: (story) => [[failing(story, { error: true })]],
    shows: (summary, story) => {
      const { FaultRootCauses, ErrorRootCauses } = summary(story.trace());
      expect(ErrorRootCauses?.[0]?.Services?.[0]).toMatchObject({ Name: story.named('web') });
      expect(FaultRootCauses ?? []).toEqual([]);
    },
  },
  {
    behaviour: 'A trace without failures has causes of its response time only',
    source: api('ResponseTimeRootCause'),
    sends: (story) => [[failing(story, {})]],
    shows: (summary, story) => {
      const { FaultRootCauses, ErrorRootCauses, ResponseTimeRootCauses } = summary(story.trace());
      expect([FaultRootCauses ?? [], ErrorRootCauses ?? []]).toEqual([[], []]);
      expect(ResponseTimeRootCauses?.[0]?.Services?.[0]).toMatchObject({ Name: story.named('web') });
    },
  },
  {
    behaviour: 'A fault’s root cause ends at the inferred node, and impacts the client whose request failed',
    source: undocumented,
    assumed: true,
    sends: (story) => [[failing(story, { fault: true })]],
    shows: (summary, story) => {
      const [Timeout, Name] = [[{ Name: 'Timeout', Message: 'no answer' }], story.named('orders')];
      expect(summary(story.trace()).FaultRootCauses).toMatchObject([
        {
          ClientImpacting: true,
          Services: [
            {
              Name: story.named('web'),
              Inferred: false,
              EntityPath: [
                { Name: story.named('web'), Remote: false },
                { Name: 'DynamoDB', Remote: true, Exceptions: Timeout },
              ],
            },
            { Name, Type: 'AWS::DynamoDB::Table', Inferred: true, EntityPath: [{ Exceptions: Timeout }] },
          ],
        },
      ]);
    },
  },
  {
    behaviour: 'A response time’s root cause says how much of the time each entity covers',
    source: undocumented,
    assumed: true,
    sends: (story) => [[failing(story, {})]],
    shows: (summary, story) => {
      const coverage = summary(story.trace()).ResponseTimeRootCauses?.[0]?.Services?.map(
        ({ EntityPath = [] }) => EntityPath.map(({ Coverage }) => Coverage),
      );
      expect(coverage).toEqual([[1, 0.75], [0.75]]);
    },
  },
];

conforms('Root causes', seenTogether(cases, readSummaries));
