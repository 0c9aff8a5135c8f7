/** What goes over the wire, below the SDK; only locally, as AWS takes no unsigned request. */
import { StartTraceRetrievalCommand } from '@aws-sdk/client-xray';
import type { Behaviour } from './support/behaviour';
import { conforms } from './support/conforms';
import { send } from './support/put';
import { Story } from './support/story';

const UNSIGNED = 'a request without signature is not answered by AWS';
const post = (url: string, body: unknown) => fetch(url, { method: 'POST', body: JSON.stringify(body) });

const behaviours: readonly Behaviour[] = [
  {
    behaviour: 'Times are numbers of epoch seconds with fractions, both ways',
    source: 'measured at the SDK',
    localOnly: UNSIGNED,
    check: async (service) => {
      const story = new Story();
      await send(service, [story.segment('web', [0, 1])]);
      const range = { StartTime: story.start - 0.5, EndTime: story.start + 20 };
      const graph = await (await post(`${service.url}/ServiceGraph`, range)).json();
      expect(graph).toMatchObject({
        ...range,
        Services: [{ StartTime: story.start }, { EndTime: story.start + 1 }],
      });
      const found = await (await post(`${service.url}/TraceSummaries`, range)).json();
      expect(found).toMatchObject({ TraceSummaries: [{ StartTime: story.start }] });
      const targets = await post(`${service.url}/SamplingTargets`, { SamplingStatisticsDocuments: [] });
      expect(await targets.json()).toMatchObject({ LastRuleModification: expect.any(Number) });
    },
  },
  {
    behaviour: 'A refusal has its name in x-amzn-ErrorType and its text in Message',
    source: 'measured at the SDK',
    localOnly: UNSIGNED,
    check: async ({ url }) => {
      const answer = await post(`${url}/ServiceGraph`, {});
      expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([
        400,
        'InvalidRequestException',
      ]);
      expect(await answer.json()).toEqual({ Message: expect.stringContaining('StartTime') });
    },
  },
  {
    behaviour: 'An operation that X-Ray Local has not is refused by name and not tried again',
    source: 'X-Ray Local',
    localOnly: 'X-Ray has it',
    check: async ({ client }) => {
      const range = { StartTime: new Date(0), EndTime: new Date(1) };
      const sent = client.send(new StartTraceRetrievalCommand({ TraceIds: [new Story().trace()], ...range }));
      await expect(sent).rejects.toMatchObject({
        name: 'UnsupportedOperationException',
        message: 'X-Ray Local does not support StartTraceRetrieval',
        $metadata: { httpStatusCode: 400, attempts: 1 },
      });
    },
  },
];

conforms('Wire', behaviours);
