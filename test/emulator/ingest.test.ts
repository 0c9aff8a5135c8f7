import { PutTraceSegmentsCommand, XRayServiceException } from '@aws-sdk/client-xray';
import { type Raw, segment, subsegment, T0, traceId } from './support/documents';
import { nodesOf } from './support/sketch';
import { type Running, startXRay } from './support/xray';

let local: Running;
beforeEach(async () => {
  local = await startXRay();
});
afterEach(() => local.stop());

const good = segment(1, 'web', [0, 1]);
const nested = (depth: number): Raw => (depth === 0 ? {} : { deeper: nested(depth - 1) });

describe('PutTraceSegments', () => {
  test.each<[string, Raw | string, string, RegExp]>([
    ['text that is no JSON', '{"id":', 'InvalidSegment', /not a JSON object/],
    ['a JSON list', '[]', 'InvalidSegment', /not a JSON object/],
    ['no trace id', { ...good, trace_id: undefined }, 'InvalidTraceId', /trace_id/],
    ['a trace id of another form', { ...good, trace_id: '1-xyz-1' }, 'InvalidTraceId', /trace_id/],
    ['no id', { ...good, id: undefined }, 'InvalidSegment', /^id/],
    ['an id of 15 digits', { ...good, id: '0123456789abcde' }, 'InvalidSegment', /^id/],
    ['no name', { ...good, name: '' }, 'InvalidSegment', /name/],
    ['a name of 201 characters', { ...good, name: 'a'.repeat(201) }, 'InvalidSegment', /name/],
    ['a name with an asterisk', { ...good, name: 'a*' }, 'InvalidSegment', /name/],
    ['no start', { ...good, start_time: undefined }, 'InvalidSegment', /start_time/],
    ['a start in milliseconds', { ...good, start_time: T0 * 1000 }, 'InvalidSegment', /epoch seconds/],
    [
      'neither end nor in_progress',
      { ...good, end_time: undefined },
      'InvalidSegment',
      /end_time or in_progress/,
    ],
    ['both end and in_progress', { ...good, in_progress: true }, 'InvalidSegment', /exclude each other/],
    ['an end before the start', { ...good, end_time: T0 - 1 }, 'InvalidSegment', /before start_time/],
    ['a lone subsegment without parent', { ...good, type: 'subsegment' }, 'InvalidSegment', /parent_id/],
    ['a parent id of another form', { ...good, parent_id: 'x' }, 'InvalidSegment', /parent_id/],
    ['subsegments that are no list', { ...good, subsegments: {} }, 'InvalidSegment', /list/],
    ['a subsegment that is no object', { ...good, subsegments: ['x'] }, 'InvalidSegment', /objects/],
    ['a broken subsegment', { ...good, subsegments: [{ id: 'x' }] }, 'InvalidSegment', /^id/],
    ['more than 64 KB', { ...good, metadata: { big: 'é'.repeat(33_000) } }, 'InvalidSegment', /64 KB/],
    ['nesting of 300 levels', { ...good, metadata: nested(300) }, 'InvalidSegment', /nested/],
  ])(
    'a document with %s is refused by name, and the others of the batch are taken',
    async (_, bad, code, message) => {
      const texts = [typeof bad === 'string' ? bad : JSON.stringify(bad), JSON.stringify(good)];
      const answer = await local.client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: texts }));
      expect(answer.$metadata.httpStatusCode).toBe(200);
      expect(answer.UnprocessedTraceSegments).toHaveLength(1);
      expect(answer.UnprocessedTraceSegments?.[0]).toMatchObject({
        ErrorCode: code,
        Message: expect.stringMatching(message),
      });
      expect(nodesOf(await local.graph())).toEqual(['web|', 'web|client']);
    },
  );

  test('a refused document is answered under its id', () => {
    expect(local.put({ ...good, name: '' }).unprocessed[0]).toMatchObject({ Id: good.id });
  });

  test('names may hold letters of any script and the documented signs', () => {
    expect(local.put({ ...good, name: 'Größe_.:/%&#=+\\-@ 名前' }).unprocessed).toEqual([]);
  });

  test('a W3C trace id is split 8 + 24, so both spellings are one trace', () => {
    local.put({ ...good, trace_id: traceId(7).replaceAll('-', '').slice(1) });
    local.put(
      subsegment(2, 'S3', [0, 0.5], {
        namespace: 'aws',
        type: 'subsegment',
        parent_id: good.id,
        trace_id: traceId(7),
      }),
    );
    return expect(local.graph().then(nodesOf)).resolves.toContain('S3|AWS::S3');
  });

  test('a document as large as allowed is taken', () => {
    const room = 65_536 - JSON.stringify({ ...good, metadata: { big: '' } }).length;
    expect(local.put({ ...good, metadata: { big: 'x'.repeat(room) } }).unprocessed).toEqual([]);
    expect(local.put({ ...good, metadata: { big: 'x'.repeat(room + 1) } }).unprocessed).toHaveLength(1);
  });

  test('a request without documents is an InvalidRequestException', async () => {
    const answer = await fetch(`${local.url}/TraceSegments`, { method: 'POST', body: '{}' });
    expect([answer.status, answer.headers.get('x-amzn-errortype')]).toEqual([400, 'InvalidRequestException']);
    const put = new PutTraceSegmentsCommand({ TraceSegmentDocuments: undefined });
    await expect(local.client.send(put)).rejects.toBeInstanceOf(XRayServiceException);
  });
});
