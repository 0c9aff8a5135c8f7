/** What BatchGetTraces answers. About 20 requests. */
import { BatchGetTracesCommand, type Trace } from '@aws-sdk/client-xray';
import { toHost, toTable } from '../support/documents';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import { Story } from './support/story';
import { type ByTraceId, documentsOf, readTraces } from './support/story-traces';
import { seenTogether, type Told } from './support/told';

const { getting, segments, undocumented } = sources;
const told: readonly Told<ByTraceId<Trace>>[] = [
  {
    behaviour: 'A trace comes with its segments as JSON texts under their ids, and says how long it took',
    source: getting,
    sends: (story) => [
      [story.segment('web', [0, 1]), story.segment('api', [0.25, 2.5], { parent_id: story.id('web') })],
    ],
    shows: (trace, story) => {
      const found = trace(story.trace());
      expect(found).toMatchObject({ Id: story.trace(), Duration: 2.5 });
      expect(found.Segments?.map(({ Id }) => Id).sort()).toEqual([story.id('web'), story.id('api')].sort());
      expect(documentsOf(found)).toContainEqual(
        expect.objectContaining({ id: story.id('web'), name: story.named('web'), trace_id: story.trace() }),
      );
    },
  },
  {
    behaviour:
      'A call to a table brings a segment marked inferred, with the call as parent and the type as origin',
    source: getting,
    sends: (story) => {
      const put = story.part('put', 'DynamoDB', [0.25, 0.5], toTable(story.named('orders')));
      return [[story.segment('web', [0, 1], { subsegments: [put] })]];
    },
    shows: (trace, story) => {
      const inferred = documentsOf(trace(story.trace())).filter((one) => one.inferred);
      expect(inferred).toEqual([
        expect.objectContaining({
          parent_id: story.id('put'),
          origin: 'AWS::DynamoDB::Table',
          start_time: story.start + 0.25,
          end_time: story.start + 0.5,
        }),
      ]);
    },
  },
  {
    behaviour: 'A call whose callee sent its own segment brings no inferred one',
    source: segments,
    sends: (story) => [
      [
        story.segment('web', [0, 1], {
          subsegments: [story.part('call', 'api', [0.25, 0.75], toHost(story.named('host')))],
        }),
        story.segment('api', [0.375, 0.5], { parent_id: story.id('call') }),
      ],
    ],
    shows: (trace, story) => {
      const documents = documentsOf(trace(story.trace()));
      expect(documents.map(({ id }) => id).sort()).toEqual([story.id('web'), story.id('api')].sort());
    },
  },
  {
    behaviour: 'A complete segment stands in place of the one in progress',
    source: segments,
    sends: (story) => [
      [{ ...story.segment('web', [0, 1]), end_time: undefined, in_progress: true }],
      [story.segment('web', [0, 1])],
    ],
    shows: (trace, story) => {
      const documents = documentsOf(trace(story.trace()));
      expect(documents).toEqual([expect.objectContaining({ end_time: story.start + 1 })]);
      expect(documents[0]?.in_progress ?? false).toBe(false);
    },
  },
  {
    behaviour: 'A W3C trace id is split into 8 and 24 digits',
    source: sources.sending,
    sends: (story) => [
      [story.segment('web', [0, 1], { trace_id: story.trace().replaceAll('-', '').slice(1) })],
    ],
    shows: (trace, story) => expect(trace(story.trace()).Segments).toHaveLength(1),
  },
  {
    behaviour: 'An inferred segment of a remote host has no origin',
    source: getting,
    assumed: true,
    sends: (story) => {
      const call = story.part('call', 'api', [0.25, 0.75], toHost(story.named('host')));
      return [[story.segment('web', [0, 1], { subsegments: [call] })]];
    },
    shows: (trace, story) => {
      const inferred = documentsOf(trace(story.trace())).filter((one) => one.inferred);
      expect(inferred.map(({ parent_id, origin }) => [parent_id, origin])).toEqual([
        [story.id('call'), undefined],
      ]);
    },
  },
  {
    behaviour: 'A subsegment that was sent alone is a document of its own',
    source: undocumented,
    assumed: true,
    sends: (story) => [
      [story.segment('web', [0, 1])],
      [{ ...story.part('work', '## work', [0.25, 0.5]), ...story.alone('web') }],
    ],
    shows: (trace, story) => {
      const ids = trace(story.trace()).Segments?.map(({ Id }) => Id);
      expect(ids?.sort()).toEqual([story.id('web'), story.id('work')].sort());
    },
  },
];

const batch = (TraceIds: string[]) => new BatchGetTracesCommand({ TraceIds });
const asked: readonly Behaviour[] = [
  {
    behaviour: 'Six trace ids are an InvalidRequestException',
    source: sources.api('BatchGetTraces'),
    check: async ({ client }) => {
      const ids = Array.from({ length: 6 }, () => new Story().trace());
      await expect(client.send(batch(ids))).rejects.toMatchObject({ name: 'InvalidRequestException' });
    },
  },
  {
    behaviour: 'A trace that nobody sent is left out, and is not unprocessed',
    source: undocumented,
    assumed: true,
    check: async ({ client }) => {
      const answer = await client.send(batch([new Story().trace()]));
      expect([answer.Traces, answer.UnprocessedTraceIds]).toEqual([[], []]);
    },
  },
  {
    behaviour: 'What is no trace id comes back as unprocessed',
    source: undocumented,
    assumed: true,
    check: async ({ client }) => {
      const answer = await client.send(batch(['nonsense']));
      expect([answer.Traces, answer.UnprocessedTraceIds]).toEqual([[], ['nonsense']]);
    },
  },
];

conforms('Traces', [...seenTogether(told, readTraces), ...asked]);
