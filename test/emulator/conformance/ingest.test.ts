/** What PutTraceSegments takes and refuses. About 20 requests; nothing is read. */
import { PutTraceSegmentsCommand } from '@aws-sdk/client-xray';
import type { Raw } from '../support/documents';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { put } from './support/put';
import { sources } from './support/sources';
import { Story } from './support/story';

/** A document that is refused. */
interface Refusal {
  /** To be read after "A document". */
  readonly what: string;
  readonly spoilt: (good: Raw) => Raw | string;
  readonly code: string;
  readonly source: string;
  readonly assumed?: true;
}

const { segments, sending, field, undocumented } = sources;
const invalid = (what: string, spoilt: Refusal['spoilt'], source: string = field): Refusal => ({
  what,
  spoilt,
  code: 'InvalidSegment',
  source,
  assumed: true,
});

const DAY = 86_400;
const startOf = (document: Raw): number => Number(document.start_time);

const REFUSALS: readonly Refusal[] = [
  {
    what: 'whose trace id is none',
    spoilt: (good) => ({ ...good, trace_id: '1-xyz-1' }),
    code: 'InvalidTraceId',
    source: sending,
  },
  {
    what: 'without trace id',
    spoilt: (good) => ({ ...good, trace_id: undefined }),
    code: 'InvalidTraceId',
    source: undocumented,
    assumed: true,
  },
  invalid('that is no JSON', () => '{"id":'),
  invalid('that is a JSON list', (good) => JSON.stringify([good]), undocumented),
  invalid('without id', (good) => ({ ...good, id: undefined })),
  invalid('without name', (good) => ({ ...good, name: undefined })),
  invalid('whose name has 201 characters', (good) => ({ ...good, name: 'a'.repeat(201) })),
  invalid('without start_time', (good) => ({ ...good, start_time: undefined })),
  invalid('with neither end_time nor in_progress', (good) => ({ ...good, end_time: undefined })),
  invalid('of more than 64 KB', (good) => ({ ...good, metadata: { big: 'x'.repeat(65_536) } })),
  invalid('that ends before it starts', (good) => ({ ...good, end_time: 1 }), undocumented),
  invalid('that started 31 days ago', (good) => ({ ...good, start_time: startOf(good) - 31 * DAY })),
  invalid(
    'that ends in three hours',
    (good) => ({ ...good, end_time: startOf(good) + 3 * 3600 }),
    undocumented,
  ),
  invalid(
    'that is a subsegment without parent_id',
    (good) => ({ ...good, type: 'subsegment' }),
    undocumented,
  ),
];

const refusals = REFUSALS.map(
  ({ what, spoilt, code, source, assumed }): Behaviour => ({
    behaviour: `A document ${what} comes back as unprocessed, ${code}, with HTTP 200; the next one is taken`,
    source,
    ...(assumed ? { assumed } : {}),
    check: async (service) => {
      const story = new Story();
      const [bad, good] = [story.segment('bad', [0, 1]), story.segment('good', [0, 1])];
      const { UnprocessedTraceSegments, $metadata } = await put(service, [spoilt(bad), good]);
      expect($metadata.httpStatusCode).toBe(200);
      expect(UnprocessedTraceSegments).toEqual([
        expect.objectContaining({ ErrorCode: code, Message: expect.any(String) }),
      ]);
    },
  }),
);

/** Something that is taken. */
const takes = (
  behaviour: string,
  source: string,
  documents: (story: Story) => readonly Raw[],
): Behaviour => ({
  behaviour,
  source,
  check: async (service) => {
    const { UnprocessedTraceSegments, $metadata } = await put(service, documents(new Story()));
    expect([UnprocessedTraceSegments, $metadata.httpStatusCode]).toEqual([[], 200]);
  },
});

conforms('Documents', [
  ...refusals,
  takes('A document of nearly 64 KB is taken', segments, (story) => [
    story.segment('web', [0, 1], { metadata: { big: 'x'.repeat(60_000) } }),
  ]),
  takes('Fifty documents, the most a daemon sends, are taken at once', field, (story) =>
    Array.from({ length: 50 }, (_, n) => story.segment('web', [0, 1], { id: story.id(`${n}`) })),
  ),
  takes('A name may have letters, digits, whitespace and _ . : / % & # = + \\ - @', segments, (story) => [
    story.segment('Größe 7_.:/%&#=+\\-@', [0, 1]),
  ]),
  takes('A W3C trace id of 32 digits is taken', sources.sending, (story) => [
    story.segment('web', [0, 1], { trace_id: story.trace().replaceAll('-', '').slice(1) }),
  ]),
  {
    behaviour: 'A refused document comes back under its id',
    source: sources.api('UnprocessedTraceSegment'),
    check: async (service) => {
      const story = new Story();
      const bad = story.segment('bad', [0, 1], { trace_id: 'none' });
      const { UnprocessedTraceSegments } = await put(service, [bad]);
      expect(UnprocessedTraceSegments).toMatchObject([{ Id: story.id('bad') }]);
    },
  },
  {
    behaviour: 'A request without documents is an InvalidRequestException',
    source: sources.api('PutTraceSegments'),
    check: async ({ client }) => {
      const sent = client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: undefined }));
      await expect(sent).rejects.toMatchObject({
        name: 'InvalidRequestException',
        $metadata: { httpStatusCode: 400 },
      });
    },
  },
]);
