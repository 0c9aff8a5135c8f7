import { mkdirSync, readFileSync, rmdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  CreateGroupCommand,
  CreateSamplingRuleCommand,
  GetServiceGraphCommand,
  GetTraceSummariesCommand,
  PutEncryptionConfigCommand,
} from '@aws-sdk/client-xray';
import fc from 'fast-check';
import type { World } from '../../../emulator/operations/operation';
import { createXRayLocal } from '../../../emulator/server';
import type { JsonObject } from '../../../emulator/wire/json';
import { anyDocuments, documentsOfHours } from '../support/arbitraries';
import { ask } from '../support/control-world';
import { segment, T0, traceId } from '../support/documents';
import { withFolder } from '../support/folder';
import { graphText, newWorld, ordered } from '../support/graphs';
import { clientId, customRule, statistics } from '../support/sampling';
import { startXRay } from '../support/xray';

const RANGE = { StartTime: T0, EndTime: T0 + 21_600 };
const READS: readonly (readonly [string, JsonObject])[] = [
  ['/TraceSummaries', { ...RANGE, TimeRangeType: 'Event' }],
  ['/TraceSummaries', { ...RANGE, FilterExpression: 'group.name = "web"' }],
  ['/Traces', { TraceIds: [1, 2, 3].map((n) => traceId(n)) }],
  ['/TraceGraph', { TraceIds: [1, 2, 3].map((n) => traceId(n)) }],
  ['/TimeSeriesServiceStatistics', { ...RANGE, Period: 3600 }],
  ['/Groups', {}],
  ['/GetSamplingRules', {}],
  ['/SamplingStatisticSummaries', {}],
  ['/EncryptionConfig', {}],
  ['/GetTraceSegmentDestination', {}],
  ['/GetIndexingRules', {}],
  ['/ServiceGraph', { ...RANGE, GroupName: 'web' }],
];
const CHANGES: readonly (readonly [string, JsonObject])[] = [
  ['/CreateGroup', { GroupName: 'web', FilterExpression: 'service("web")' }],
  ['/CreateSamplingRule', { SamplingRule: { ...customRule() } }],
  [
    '/SamplingTargets',
    { SamplingStatisticsDocuments: [{ ...statistics({ ClientID: clientId(1) }), Timestamp: T0 }] },
  ],
  ['/PutEncryptionConfig', { Type: 'KMS', KeyId: 'alias/a' }],
  ['/UpdateGroup', { GroupName: 'web', FilterExpression: 'service("api")' }],
];
const answers = (world: World) => [
  graphText(world, [0, 21_600]),
  graphText(world, [30.5, 7300]),
  ...READS.map(([path, input]) => ordered(ask(path, input, world))),
];

test('everything is answered alike after the folder is closed and opened again, with any memory', () => {
  fc.assert(
    fc.property(
      fc.oneof(anyDocuments, documentsOfHours),
      fc.array(fc.nat(4), { maxLength: 6 }),
      fc.constantFrom({}, { memoryBytes: 1 }),
      (documents, changes, options) =>
        withFolder((dataDirectory) => {
          let seconds = T0 + 5 * 3600;
          const now = () => seconds;
          const first = newWorld({ dataDirectory, now });
          for (const [n, document] of documents.entries()) {
            const change = CHANGES[changes[n] ?? -1];
            if (change) ask(...change, first);
            seconds += 100;
            expect(first.intake.ingest(JSON.stringify(document))).toBeUndefined();
          }
          seconds = T0 + 6 * 3600;
          const before = answers(first);
          first.close();
          const second = newWorld({ dataDirectory, now, ...options });
          expect(answers(second)).toEqual(before);
          expect(second.kept).toMatchObject({ refused: 0, cutBytes: 0 });
          second.close();
        }),
    ),
    { numRuns: 60 },
  );
});

test('the real client finds traces, groups and rules again, and documents that come later join them', async () => {
  await withFolder(async (dataDirectory) => {
    const first = await startXRay({ dataDirectory });
    await first.client.send(
      new CreateGroupCommand({ GroupName: 'mine', FilterExpression: 'service("web")' }),
    );
    await first.client.send(new CreateSamplingRuleCommand({ SamplingRule: customRule() }));
    await first.client.send(new PutEncryptionConfigCommand({ Type: 'KMS', KeyId: 'alias/a' }));
    first.put(segment(1, 'web', [0, 1]));
    await first.stop();
    const second = await startXRay({ dataDirectory });
    expect(second.xray.health()).toMatchObject({
      traces: 1,
      kept: { documents: 1, refused: 0, cutBytes: 0 },
      documents: { accepted: 0 },
    });
    second.put(segment(2, 'pay', [0, 1], { parent_id: '0000000000000001' }));
    const input = { StartTime: new Date(T0 * 1000), EndTime: new Date((T0 + 60) * 1000) };
    const { Services } = await second.client.send(
      new GetServiceGraphCommand({ ...input, GroupName: 'mine' }),
    );
    expect(Services?.map(({ Name }) => Name)).toEqual(['pay', 'web', 'web']);
    const { TraceSummaries } = await second.client.send(new GetTraceSummariesCommand(input));
    expect(TraceSummaries).toHaveLength(1);
    await second.stop();
  });
});

test('a log that was cut off loses its last document only, and health says how many bytes', async () => {
  await withFolder(async (dataDirectory) => {
    const first = createXRayLocal({ dataDirectory });
    first.ingest([1, 2].map((n) => JSON.stringify(segment(n, `service-${n}`, [0, 1]))));
    await new Promise((resolve) => first.close(resolve));
    const file = join(dataDirectory, 'segments-000001.log');
    truncateSync(file, readFileSync(file).length - 1);
    const second = await startXRay({ dataDirectory });
    const health = await (await fetch(`${second.url}/_control/health`)).json();
    const cutBytes = 12 + JSON.stringify(segment(2, 'service-2', [0, 1])).length - 1;
    expect(health).toMatchObject({ kept: { documents: 1, refused: 0, cutBytes } });
    await second.stop();
  });
});

test('documents beyond a limit that is lower now are counted, and still there when it is raised', () =>
  withFolder((dataDirectory) => {
    const first = newWorld({ dataDirectory });
    for (const n of [1, 2, 3]) first.intake.ingest(JSON.stringify(segment(n, `service-${n}`, [0, 1])));
    first.close();
    const kept = [1, 10].map((mostNodes) => {
      const world = newWorld({ dataDirectory, mostNodes });
      world.close();
      return world.kept;
    });
    expect(kept).toEqual([
      { documents: 1, refused: 2, cutBytes: 0 },
      { documents: 3, refused: 0, cutBytes: 0 },
    ]);
  }));

test('a folder in use is refused by name, and free again when its server closes, listening or not', async () => {
  await withFolder(async (dataDirectory) => {
    const first = createXRayLocal({ dataDirectory });
    expect(() => createXRayLocal({ dataDirectory })).toThrow(
      `The data folder ${dataDirectory} is in use by process ${process.pid}; stop it, or choose another folder`,
    );
    await new Promise((resolve) => first.close(resolve));
    await (await startXRay({ dataDirectory })).stop();
    await (await startXRay({ dataDirectory })).stop();
  });
});

describe('a folder that cannot be used is an error that names it, and holds no lock afterwards', () => {
  test('because there is a file in its way', () =>
    withFolder((folder) => {
      const file = join(folder, 'file');
      writeFileSync(file, '');
      for (const dataDirectory of [file, join(file, 'data')])
        expect(() => createXRayLocal({ dataDirectory })).toThrow(
          `The data folder ${dataDirectory} cannot be used: E`,
        );
    }));

  test.each([
    ['is no JSON', '{"version":'],
    ['is of another version', '{"version":99}'],
    ['holds something else', '{"version":1,"groups":{"groups":[{"name":7}]}}'],
  ])('because its control.json %s', async (_, text) => {
    await withFolder(async (dataDirectory) => {
      const file = join(dataDirectory, 'control.json');
      writeFileSync(file, text);
      expect(() => createXRayLocal({ dataDirectory })).toThrow(`${file} cannot be used: `);
      expect(readFileSync(file, 'utf8')).toBe(text);
      writeFileSync(file, '{"version":1}');
      await (await startXRay({ dataDirectory })).stop();
    });
  });

  test('because its log is damaged', () =>
    withFolder((dataDirectory) => {
      const file = join(dataDirectory, 'segments-000001.log');
      writeFileSync(file, Buffer.alloc(100, 0xff));
      expect(() => createXRayLocal({ dataDirectory })).toThrow(`${file} is damaged at byte 0`);
    }));
});

test('a change that cannot be written fails its request, naming the file, and what was written before stays', async () => {
  await withFolder(async (dataDirectory) => {
    const local = await startXRay({ dataDirectory });
    const create = async (GroupName: string) => {
      const answer = await fetch(`${local.url}/CreateGroup`, {
        method: 'POST',
        body: JSON.stringify({ GroupName }),
      });
      return [answer.status, await answer.text()] as const;
    };
    expect((await create('one'))[0]).toBe(200);
    const blocked = join(dataDirectory, 'control.json.new');
    mkdirSync(blocked);
    const [status, text] = await create('two');
    expect([status, text]).toEqual([
      500,
      expect.stringContaining(`${dataDirectory}/control.json cannot be written: `),
    ]);
    rmdirSync(blocked);
    await local.stop();
    const again = newWorld({ dataDirectory });
    expect(again.control.groups.list().map(({ name }) => name)).toEqual(['Default', 'one']);
    again.close();
  });
});
