import type { Service } from '@aws-sdk/client-xray';
import fc from 'fast-check';
import { anyDocuments, documentsOfHours } from '../support/arbitraries';
import { ask } from '../support/control-world';
import { alone, segment, spanId, subsegment, T0, toHost, traceId } from '../support/documents';
import { withFolder } from '../support/folder';
import { answerOf, graphText, type newWorld, withWorld } from '../support/graphs';
import { ledger } from '../support/ledger';
import { recordedMinute, writeRecording } from '../support/recording';
import { nodesOf } from '../support/sketch';

const graphOf = (...[world, range, more]: Parameters<typeof graphText>): Service[] =>
  JSON.parse(graphText(world, range, more));
const HOUR = 3600;

test('splitting hours at any fractions of a second conserves every count and every histogram entry', () => {
  const cut = fc.oneof(
    fc.integer({ min: 1, max: 21_599_999 }).map((milliseconds) => milliseconds / 1000),
    fc.integer({ min: 1, max: 359 }).map((minute) => minute * 60),
    fc.integer({ min: 1, max: 5 }).map((hour) => hour * HOUR),
  );
  fc.assert(
    fc.property(
      fc.oneof(anyDocuments, documentsOfHours),
      fc.array(cut, { minLength: 1, maxLength: 5 }),
      (documents, cuts) =>
        withWorld({}, (world) => {
          for (const document of documents) world.intake.ingest(JSON.stringify(document));
          const borders = [...new Set([0, ...cuts, 21_600])].sort((a, b) => a - b);
          const parts = borders.slice(1).map((to, n) => graphOf(world, [borders[n] ?? 0, to]));
          expect(ledger(...parts)).toEqual(ledger(graphOf(world, [0, 21_600])));
        }),
    ),
    { numRuns: 200 },
  );
});

test('an hour that was summed up is counted anew when a late document changes it', () =>
  withWorld({}, (world) => {
    const put = (n: number, at: number) => {
      const document = { ...segment(n, 'web', [at - 1, at]), trace_id: traceId(n) };
      expect(world.intake.ingest(JSON.stringify(document))).toBeUndefined();
    };
    const total = () =>
      graphOf(world, [0, 3 * HOUR]).find(({ Type }) => Type === undefined)?.SummaryStatistics;
    put(1, 100);
    put(2, HOUR + 100);
    expect(total()?.TotalCount).toBe(2);
    put(3, 200);
    expect(total()?.TotalCount).toBe(3);
    put(4, 2 * HOUR + 59 * 60 + 59.5);
    expect(total()?.TotalCount).toBe(4);
  }));

describe('limits', () => {
  test('a document with a node beyond the limit is refused and counted; known nodes still go on', () =>
    withWorld({ mostNodes: 3 }, (world) => {
      const put = (n: number, name: string) =>
        world.intake.ingest(JSON.stringify({ ...segment(n, name, [0, 1]), trace_id: traceId(n) }));
      expect(['a', 'b', 'c'].map((name, n) => put(n, name))).toEqual([undefined, undefined, undefined]);
      expect(put(4, 'd')).toEqual({
        Id: spanId(4),
        ErrorCode: 'TooManyNodes',
        Message: 'More than 3 different nodes are not remembered; names seem to be made up by request',
      });
      expect(put(5, 'a')).toBeUndefined();
      expect(world.intake.counts).toMatchObject({ accepted: 4, refused: 1 });
      const [a] = graphOf(world, [0, 60]);
      expect([a?.Name, a?.SummaryStatistics?.TotalCount]).toEqual(['a', 2]);
    }));

  test('what is refused for another reason takes no place among the nodes', () =>
    withWorld({ mostNodes: 3 }, (world) => {
      for (let n = 0; n < 50; n++) {
        const broken = [subsegment(1, `host ${n}`, [0, 1], toHost(`host-${n}`)), { id: 'none' }];
        const document = segment(1, `made up ${n}`, [0, 1], { subsegments: broken });
        expect(world.intake.ingest(JSON.stringify(document))?.ErrorCode).toBe('InvalidSegment');
      }
      expect(world.intake.ingest(JSON.stringify(segment(1, 'web', [0, 1])))).toBeUndefined();
      expect(nodesOf(graphOf(world, [0, 60]))).toEqual(['web|', 'web|client']);
    }));

  test('more than 16 MB of one trace is refused and counted; other traces still go on', () =>
    withWorld({}, (world) => {
      const big = { ...alone(1), metadata: { padding: 'x'.repeat(64_000) } };
      const put = (n: number) => world.intake.ingest(JSON.stringify(subsegment(n, 'part', [0, 1], big)));
      const perDocument = JSON.stringify(subsegment(1, 'part', [0, 1], big)).length;
      const fitting = Math.floor((16 * 1024 * 1024) / perDocument);
      for (let n = 1; n <= fitting; n++) expect(put(n)).toBeUndefined();
      expect(put(fitting + 1)).toEqual({
        Id: spanId(fitting + 1),
        ErrorCode: 'TraceTooLarge',
        Message: 'More than 16 MB of one trace are not kept',
      });
      const other = { ...segment(1, 'web', [0, 1]), trace_id: traceId(2) };
      expect(world.intake.ingest(JSON.stringify(other))).toBeUndefined();
      expect(world.intake.counts).toMatchObject({ accepted: fitting + 1, refused: 1 });
    }));

  test('BatchGetTraces answers the first 500 KB of a trace, and says that there is more', () =>
    withWorld({}, (world) => {
      const part = (n: number, letter: string) =>
        JSON.stringify(
          subsegment(n, 'part', [0, 1], { ...alone(1), metadata: { padding: letter.repeat(30_000) } }),
        );
      const answer = () => {
        const [trace] = answerOf(world, '/Traces', { TraceIds: [traceId(1)] }).Traces as {
          LimitExceeded: boolean;
          Segments: { Document: string }[];
        }[];
        return [trace?.LimitExceeded, trace?.Segments.map(({ Document }) => Document)];
      };
      const texts = Array.from({ length: 12 }, (_, n) => part(n + 1, n % 2 === 0 ? 'x' : 'é'));
      for (const [n, text] of texts.entries()) {
        world.intake.ingest(text);
        const bytes = Buffer.byteLength(texts.slice(0, n + 1).join(''));
        if (bytes <= 500 * 1024) expect(answer()).toEqual([false, texts.slice(0, n + 1)]);
      }
      const fitting = texts.findIndex(
        (_, n) => Buffer.byteLength(texts.slice(0, n + 1).join('')) > 500 * 1024,
      );
      expect(answer()).toEqual([true, texts.slice(0, fitting)]);
    }));

  test('a graph of more than 10,000 services is refused, and answered in parts of the range', () =>
    withWorld({}, (world) => {
      for (let n = 0; n < 5001; n++) {
        const document = { ...segment(1, `service ${n}`, [0, n < 2500 ? 10 : 70]), trace_id: traceId(n) };
        expect(world.intake.ingest(JSON.stringify(document))).toBeUndefined();
      }
      const [whole, half] = [120, 60].map((to) =>
        ask('/ServiceGraph', { StartTime: T0, EndTime: T0 + to }, world),
      );
      expect(whole).toMatchObject({
        code: 'InvalidRequestException',
        message: 'The service graph has 10002 services, more than 10000',
      });
      expect(half).toMatchObject({ Services: { length: 5000 } });
    }));

  test('a page token expires when many large answers come after it, and is good until then', () =>
    withWorld({ pageSize: 1 }, (world) => {
      for (let n = 0; n < 2000; n++) {
        const document = { ...segment(1, `service ${n}`, [0, 10]), trace_id: traceId(n) };
        world.intake.ingest(JSON.stringify(document));
      }
      const input = { StartTime: T0, EndTime: T0 + 60 };
      const { NextToken } = answerOf(world, '/ServiceGraph', input);
      const next = () => answerOf(world, '/ServiceGraph', { ...input, NextToken });
      for (let n = 0; n < 6; n++) ask('/ServiceGraph', { ...input, EndTime: T0 + 61 + n }, world);
      expect(next()).toMatchObject({ Services: [{ ReferenceId: 1 }] });
      for (let n = 0; n < 6; n++) ask('/ServiceGraph', { ...input, EndTime: T0 + 70 + n }, world);
      expect(next).toThrow('The NextToken is invalid or has expired');
    }));
});

describe('a group', () => {
  let seconds = T0;
  const now = () => seconds;
  const trace = (n: number, name: string) =>
    JSON.stringify({ ...segment(1, name, [n, n + 1]), trace_id: traceId(n) });
  const seen = (world: ReturnType<typeof newWorld>) =>
    nodesOf(graphOf(world, [0, 300], { GroupName: 'mine' })).filter((name) => !name.endsWith('client'));
  beforeEach(() => {
    seconds = T0;
  });

  test('sees traces that arrived since it was made; a changed filter counts for later ones only', () =>
    withWorld({ now }, (world) => {
      const answer = (from: number, to: number) =>
        answerOf(world, '/ServiceGraph', { StartTime: T0 + from, EndTime: T0 + to, GroupName: 'mine' });
      world.intake.ingest(trace(1, 'before'));
      seconds = T0 + 10;
      answerOf(world, '/CreateGroup', { GroupName: 'mine', FilterExpression: 'service("web")' });
      seconds = T0 + 20;
      for (const [n, name] of ['web', 'api'].entries()) world.intake.ingest(trace(20 + n, name));
      expect([seen(world), answer(0, 300).ContainsOldGroupVersions]).toEqual([['web|'], false]);
      seconds = T0 + 30;
      answerOf(world, '/UpdateGroup', { GroupName: 'mine', FilterExpression: 'service("api")' });
      seconds = T0 + 40;
      for (const [n, name] of ['web', 'api'].entries()) world.intake.ingest(trace(40 + n, name));
      expect(seen(world)).toEqual(['api|', 'web|']);
      const totals = (answer(0, 300).Services as Service[]).flatMap(
        ({ SummaryStatistics }) => SummaryStatistics?.TotalCount ?? [],
      );
      expect(totals).toEqual([1, 1]);
      expect(
        [answer(0, 300), answer(0, 30), answer(35, 300)].map((one) => one.ContainsOldGroupVersions),
      ).toEqual([true, false, false]);
      expect(
        answerOf(world, '/ServiceGraph', { StartTime: T0, EndTime: T0 + 300 }).ContainsOldGroupVersions,
      ).toBe(false);
    }));

  test('goes by the first document of a trace, whatever comes later', () =>
    withWorld({ now }, (world) => {
      world.intake.ingest(JSON.stringify(segment(1, 'web', [0, 1])));
      seconds = T0 + 10;
      answerOf(world, '/CreateGroup', { GroupName: 'mine' });
      world.intake.ingest(JSON.stringify(segment(2, 'web', [1, 2])));
      expect(seen(world)).toEqual([]);
    }));

  test('does not see recorded windows, of which no traces are known; Default does', () =>
    withFolder((folder) => {
      const recordings = [writeRecording(folder, [recordedMinute(0, ['host'], 3)])];
      withWorld({ now, recordings }, (world) => {
        answerOf(world, '/CreateGroup', { GroupName: 'mine' });
        expect(seen(world)).toEqual([]);
        expect(nodesOf(graphOf(world, [0, 300], { GroupName: 'Default' }))).toEqual(['host|remote', 'web|']);
      });
    }));

  test('that is not there is an error', () =>
    withWorld({ now }, (world) => {
      const input = { StartTime: T0, EndTime: T0 + 60, GroupName: 'nobody' };
      expect(ask('/ServiceGraph', input, world)).toMatchObject({ message: 'Group nobody was not found' });
    }));
});
