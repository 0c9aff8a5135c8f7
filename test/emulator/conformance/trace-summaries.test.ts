/** What a trace's summary says of it. About 18 requests. */
import type { ServiceId, TraceSummary } from '@aws-sdk/client-xray';
import { toHost, toTable } from '../support/documents';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import { inProgress, type Story } from './support/story';
import { type ByTraceId, readSummaries } from './support/story-traces';
import { seenTogether, type Told } from './support/told';

const summarySource = sources.api('TraceSummary');
const { segments, undocumented } = sources;
const FLAGS = { HasFault: false, HasError: false, HasThrottle: false, IsPartial: false };
const namesOf = (story: Story, ids: readonly ServiceId[] = []) =>
  ids.map(({ Name, Type }) => `${story.plain(Name)}|${Type ?? ''}`).sort();

/** `web` calls `api`, which says it was called by whom, too. */
const twoServices = (story: Story) => [
  story.segment('web', [0, 1], {
    user: story.named('ada'),
    annotations: { tier: 'gold', amount: 7, paid: true },
    subsegments: [story.part('call', 'api', [0.25, 0.75], toHost(story.named('host')))],
  }),
  story.segment('api', [0.375, 0.5], {
    parent_id: story.id('call'),
    user: story.named('ada'),
    annotations: { tier: 'gold' },
  }),
];

const cases: readonly Told<ByTraceId<TraceSummary>>[] = [
  {
    behaviour: 'A trace that is well says so, when it began, and how long it and its response took',
    source: summarySource,
    sends: (story) => [
      [story.segment('web', [0.25, 1.25]), story.segment('job', [0.5, 2.75], { parent_id: story.id('web') })],
    ],
    shows: (summary, story) => {
      const found = summary(story.trace());
      expect(found).toMatchObject({ ...FLAGS, Id: story.trace(), Duration: 2.5, ResponseTime: 1 });
      expect(found.EntryPoint).toMatchObject({ Name: story.named('web'), Names: [story.named('web')] });
    },
  },
  {
    behaviour: 'StartTime is when the earliest segment began, to the millisecond',
    source: undocumented,
    assumed: true,
    sends: (story) => [[story.segment('web', [0.25, 1.25])]],
    shows: (summary, story) => expect(summary(story.trace()).StartTime).toEqual(story.at(0.25)),
  },
  {
    behaviour: 'A 5xx of the entry point is HasFault, and its request is told in Http',
    source: summarySource,
    sends: (story) => {
      const request = {
        url: 'https://shop.example/cart',
        method: 'POST',
        user_agent: 'curl',
        client_ip: '10.0.0.1',
      };
      return [[story.segment('web', [0, 1], { fault: true, http: { request, response: { status: 502 } } })]];
    },
    shows: (summary, story) => {
      expect(summary(story.trace())).toMatchObject({
        ...FLAGS,
        HasFault: true,
        Http: {
          HttpURL: 'https://shop.example/cart',
          HttpMethod: 'POST',
          HttpStatus: 502,
          UserAgent: 'curl',
          ClientIp: '10.0.0.1',
        },
      });
    },
  },
  {
    behaviour: 'A 4xx of the entry point is HasError',
    source: summarySource,
    sends: (story) => [[story.segment('web', [0, 1], { error: true, http: { response: { status: 404 } } })]],
    shows: (summary, story) => expect(summary(story.trace())).toMatchObject({ ...FLAGS, HasError: true }),
  },
  {
    behaviour: 'A throttled call anywhere is HasThrottle',
    source: summarySource,
    sends: (story) => {
      const throttled = { ...toTable(story.named('orders')), error: true, throttle: true };
      const put = story.part('put', 'DynamoDB', [0.25, 0.5], throttled);
      return [[story.segment('web', [0, 1], { subsegments: [put] })]];
    },
    shows: (summary, story) => expect(summary(story.trace())).toMatchObject({ HasThrottle: true }),
  },
  {
    behaviour: 'A fault of a call that the entry point survived is neither HasFault nor HasError',
    source: summarySource,
    assumed: true,
    sends: (story) => {
      const put = story.part('put', 'DynamoDB', [0.25, 0.5], {
        ...toTable(story.named('orders')),
        fault: true,
      });
      return [[story.segment('web', [0, 1], { subsegments: [put] })]];
    },
    shows: (summary, story) => expect(summary(story.trace())).toMatchObject(FLAGS),
  },
  {
    behaviour: 'A segment in progress makes a trace partial',
    source: summarySource,
    sends: (story) => [
      [
        story.segment('web', [0, 1]),
        inProgress(story.segment('worker', [0.5, 1], { parent_id: story.id('web') })),
      ],
    ],
    shows: (summary, story) => expect(summary(story.trace())).toMatchObject({ ...FLAGS, IsPartial: true }),
  },
  {
    behaviour: 'Annotations come by key with the type of their value',
    source: segments,
    sends: (story) => [twoServices(story)],
    shows: (summary, story) => {
      expect(summary(story.trace()).Annotations).toMatchObject({
        tier: [{ AnnotationValue: { StringValue: 'gold' } }],
        amount: [{ AnnotationValue: { NumberValue: 7 } }],
        paid: [{ AnnotationValue: { BooleanValue: true } }],
      });
    },
  },
  {
    behaviour: 'An annotation and a user name the services that said so',
    source: sources.api('ValueWithServiceIds'),
    sends: (story) => [twoServices(story)],
    shows: (summary, story) => {
      const { Annotations, Users = [] } = summary(story.trace());
      expect(namesOf(story, Annotations?.amount?.[0]?.ServiceIds)).toEqual(['web|']);
      expect(namesOf(story, Annotations?.tier?.[0]?.ServiceIds)).toEqual(['api|', 'web|']);
      expect(Users.map(({ UserName }) => UserName)).toEqual([story.named('ada')]);
      expect(namesOf(story, Users[0]?.ServiceIds)).toEqual(['api|', 'web|']);
    },
  },
  {
    behaviour: 'The services of a trace are its nodes',
    source: summarySource,
    sends: (story) => [twoServices(story)],
    shows: (summary, story) => {
      expect(namesOf(story, summary(story.trace()).ServiceIds)).toEqual(
        expect.arrayContaining(['api|', 'web|']),
      );
    },
  },
  {
    behaviour: 'The client is among the services of a trace',
    source: undocumented,
    assumed: true,
    sends: (story) => [[story.segment('web', [0, 1])]],
    shows: (summary, story) => {
      expect(namesOf(story, summary(story.trace()).ServiceIds)).toEqual(['web|', 'web|client']);
    },
  },
];

conforms('Trace summaries', seenTogether(cases, readSummaries));
