/** Links: what the consumer of a queue looks like. X-Ray documents none of it. About 10 requests. */
import type { Raw } from '../support/documents';
import { conforms } from './support/conforms';
import { sources } from './support/sources';
import type { Story } from './support/story';
import { readGraph, type StoryGraph } from './support/story-graph';
import { seenTogether, type Told } from './support/told';

const QUEUE = 'https://sqs.example/1/q|AWS::SQS::Queue';
const REFERENCE = 'aws.xray.reserved.reference_type';

/** A segment that sends a message. */
function sender(story: Story): Raw {
  const queue_url = `https://sqs.example/1/${story.named('q')}`;
  const call = { namespace: 'aws', aws: { operation: 'SendMessage', queue_url } };
  return story.segment('web', [0, 1], { subsegments: [story.part('sent', 'SQS', [0.25, 0.5], call)] });
}

/** The segment of another trace that takes it, five seconds after it was sent. */
function consumer(story: Story): Raw {
  const link = { trace_id: story.trace(), id: story.id('sent'), attributes: { [REFERENCE]: 'parent' } };
  return story.segment('worker', [5.5, 6], {
    trace_id: story.trace('worker', 5),
    origin: 'AWS::Lambda',
    links: [link],
  });
}

const LINK = `${QUEUE} => worker|AWS::Lambda`;
const cases: readonly Told<StoryGraph>[] = [
  {
    behaviour: 'A consumer hangs on its queue by a link, without statistics and with the age of the event',
    source: sources.field,
    assumed: true,
    sends: (story) => [[sender(story), consumer(story)]],
    shows: (graph) => {
      expect(graph.edges).toEqual([LINK, `web| -> ${QUEUE}`, 'web|client -> web|']);
      const { SummaryStatistics, ResponseTimeHistogram, ReceivedEventAgeHistogram } = graph.edge(
        QUEUE,
        'worker|AWS::Lambda',
      );
      expect([SummaryStatistics, ResponseTimeHistogram]).toEqual([{}, []]);
      expect(ReceivedEventAgeHistogram).toEqual([{ Value: 5, Count: 1 }]);
    },
  },
  {
    behaviour: 'A link is drawn whichever end arrives first',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [[consumer(story)], [sender(story)]],
    shows: (graph) => expect(graph.edges).toContain(LINK),
  },
  {
    behaviour: 'A link to a child starts at the segment that carries it, and has no event ages',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => {
      const link = {
        trace_id: story.trace('job', 5),
        id: story.id('job'),
        attributes: { [REFERENCE]: 'child' },
      };
      return [
        [
          story.segment('web', [0, 1], { links: [link] }),
          story.segment('job', [5, 6], { trace_id: story.trace('job', 5) }),
        ],
      ];
    },
    shows: (graph) => {
      expect(graph.edges).toContain('web| => job|');
      expect(graph.edge('web|', 'job|').ReceivedEventAgeHistogram ?? []).toEqual([]);
    },
  },
  {
    behaviour: 'A link whose other end never arrived is not drawn, and its segment has no client',
    source: sources.undocumented,
    assumed: true,
    sends: (story) => [[consumer(story)]],
    shows: (graph) => {
      expect(graph.nodes).toEqual(['worker|AWS::Lambda']);
      expect(graph.edges).toEqual([]);
    },
  },
];

conforms('Links', seenTogether(cases, readGraph));
