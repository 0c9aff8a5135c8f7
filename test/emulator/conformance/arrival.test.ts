/** What the order and repetition of documents does to the graph: nothing. About 20 requests. */
import { toTable } from '../support/documents';
import { countsOf } from '../support/sketch';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import { inProgress, type Story } from './support/story';
import { readGraph, type StoryGraph } from './support/story-graph';
import { seenTogether, type Told } from './support/told';

const ONCE = [1, 0, 0, 0, 1];
const EDGES = ['web| -> orders|AWS::DynamoDB::Table', 'web|client -> web|'];
const put = (story: Story) => story.part('put', 'DynamoDB', [0.25, 0.5], toTable(story.named('orders')));
const putAlone = (story: Story) => ({ ...put(story), ...story.alone('web') });
const web = (story: Story, more = {}) => story.segment('web', [0, 1], more);

/** The graph of one request with one call, whichever way it came. */
function showsOneOfEach(graph: StoryGraph): void {
  expect(graph.edges).toEqual(EDGES);
  expect(countsOf(graph.node('web|'))).toEqual(ONCE);
  expect(countsOf(graph.node('orders|AWS::DynamoDB::Table'))).toEqual(ONCE);
}

const cases: readonly Told<StoryGraph>[] = [
  {
    behaviour: 'A complete segment overwrites the one in progress and counts once',
    source: sources.segments,
    sends: (story) => [[inProgress(web(story))], [web(story, { fault: true })]],
    shows: (graph) => expect(countsOf(graph.node('web|'))).toEqual([0, 0, 0, 1, 1]),
  },
  {
    behaviour: 'A subsegment that is sent alone belongs to its segment',
    source: sources.segments,
    sends: (story) => [[web(story)], [putAlone(story)]],
    shows: showsOneOfEach,
  },
  {
    behaviour: 'A subsegment that arrives before its segment belongs to it all the same',
    source: sources.segments,
    sends: (story) => [[putAlone(story)], [web(story)]],
    shows: showsOneOfEach,
  },
  {
    behaviour: 'A callee’s segment that arrives before its caller’s hangs on it all the same',
    source: sources.concepts,
    sends: (story) => [
      [story.segment('api', [0.25, 0.5], { parent_id: story.id('call') })],
      [web(story, { subsegments: [story.part('call', 'api', [0.125, 0.75], { namespace: 'remote' })] })],
    ],
    shows: (graph) => expect(graph.edges).toEqual(['web| -> api|', 'web|client -> web|']),
  },
  {
    behaviour: 'A segment that is sent twice counts once',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [[web(story)], [web(story)]],
    shows: (graph) => expect(countsOf(graph.node('web|'))).toEqual(ONCE),
  },
  {
    behaviour: 'A subsegment that is sent inside its segment and alone counts once',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [[putAlone(story)], [web(story, { subsegments: [put(story)] })]],
    shows: showsOneOfEach,
  },
  {
    behaviour: 'A subsegment that is open inside its segment is closed by the one sent alone',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [[web(story, { subsegments: [inProgress(put(story))] })], [putAlone(story)]],
    shows: showsOneOfEach,
  },
  {
    behaviour: 'A segment in progress that arrives after the complete one changes nothing',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [[web(story, { fault: true })], [inProgress(web(story))]],
    shows: (graph) => expect(countsOf(graph.node('web|'))).toEqual([0, 0, 0, 1, 1]),
  },
  {
    behaviour: 'A segment in progress is not counted, and a lone subsegment waits for its segment',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [
      [
        inProgress(story.segment('open', [0, 1], { trace_id: story.trace('open') })),
        { ...put(story), ...story.alone('lost', story.trace('lost')) },
        web(story),
      ],
    ],
    shows: (graph) => expect(graph.nodes).toEqual(['web|', 'web|client']),
  },
];

conforms('Order of arrival', seenTogether(cases, readGraph));
