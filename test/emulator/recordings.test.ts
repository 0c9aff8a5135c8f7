import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { GetTraceSummariesCommand, type Service } from '@aws-sdk/client-xray';
import { createXRayLocal } from '../../emulator/server';
import { describeWithRecordings, recording, recordingsWithWindows } from '../support/recordings';
import { segment, T0, traceId } from './support/documents';
import { recordedMinute, recordedOk } from './support/recording';
import { countsOf, edge, edgesOf, node } from './support/sketch';
import { type Running, startXRay } from './support/xray';

let folder: string;
let local: Running;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'recording-'));
  local = await startXRay({ pageSize: 3 });
});
afterEach(async () => {
  rmSync(folder, { recursive: true });
  await local.stop();
});

function write(name: string, lines: readonly (string | object)[]): string {
  const file = join(folder, name);
  const text = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  return file;
}

test.each(['windows.jsonl', 'windows.jsonl.gz'])(
  '%s is answered: recorded windows inside the range are merged',
  async (name) => {
    const lines = [
      recordedMinute(60, ['b', 'c'], 3),
      recordedMinute(0, ['a', 'b'], 2),
      recordedMinute(120, ['d'], 50),
    ];
    expect(await local.xray.loadRecording(write(name, lines))).toBe(3);
    const graph = await local.graph(0, 120);
    expect(edgesOf(graph)).toEqual(['web| -> a|remote', 'web| -> b|remote', 'web| -> c|remote']);
    expect(graph.map((service) => service.ReferenceId)).toEqual([0, 1, 2, 3]);
    const web = node(graph, 'web');
    expect(countsOf(edge(graph, web, node(graph, 'b')))).toEqual([5, 0, 0, 0, 5]);
    expect(edge(graph, web, node(graph, 'b')).ResponseTimeHistogram).toEqual([{ Value: 0.1, Count: 5 }]);
    expect(web.SummaryStatistics?.TotalResponseTime).toBe(0.5);
  },
);

test('a recorded window that the range only cuts is left out', async () => {
  await local.xray.loadRecording(write('w.jsonl', [recordedMinute(0, ['a'], 2)]));
  expect(await local.graph(1, 60)).toEqual([]);
  expect(await local.graph(0, 59)).toEqual([]);
  expect(await local.graph(0, 60)).toHaveLength(2);
});

test('what is ingested is added to what was recorded', async () => {
  await local.xray.loadRecording(write('w.jsonl', [recordedMinute(0, ['a'], 2)]));
  local.put(segment(1, 'web', [1, 2], { fault: true }));
  const web = node(await local.graph(0, 60), 'web', '');
  expect(countsOf(web)).toEqual([2, 0, 0, 1, 3]);
  expect(web).toMatchObject({ Root: true, State: 'active' });
});

test('links, roots, accounts, aliases and names come back as recorded', async () => {
  const link = { ReferenceId: 1, EdgeType: 'link', SummaryStatistics: {}, ResponseTimeHistogram: [] };
  const Aliases = [{ Name: 'web.example', Names: ['web.example'], Type: 'remote' }];
  const services = [
    {
      ReferenceId: 0,
      Name: 'q',
      Type: 'AWS::SQS::Queue',
      Edges: [{ ...link, ReceivedEventAgeHistogram: [{ Value: 2, Count: 9 }] }],
    },
    {
      ReferenceId: 1,
      Name: 'web',
      Names: ['web', 'www'],
      Root: true,
      AccountId: '1',
      State: 'active',
      Edges: [{ ReferenceId: 0, ...recordedOk(1), Aliases }],
    },
  ];
  await local.xray.loadRecording(write('w.jsonl', [{ StartTime: T0, EndTime: T0 + 60, Services: services }]));
  const graph = await local.graph(0, 60);
  const web = node(graph, 'web');
  expect(web).toMatchObject({ Root: true, AccountId: '1', State: 'active', Names: ['web', 'www'] });
  expect(edge(graph, web, node(graph, 'q')).Aliases).toEqual(Aliases);
  expect(edge(graph, node(graph, 'q'), web)).toMatchObject({
    EdgeType: 'link',
    SummaryStatistics: {},
    ReceivedEventAgeHistogram: [{ Value: 2, Count: 9 }],
  });
});

test('a broken line is reported with its number and the rest is used', async () => {
  const astray = {
    ...recordedMinute(60, ['b'], 1),
    Services: [{ ReferenceId: 0, Name: 'web', Edges: [{ ReferenceId: 7 }] }],
  };
  const file = write('w.jsonl', [
    recordedMinute(0, ['a'], 1),
    '{"StartTime":',
    '',
    { StartTime: 2, EndTime: 1, Services: [] },
    astray,
  ]);
  expect(await local.xray.loadRecording(file)).toBe(2);
  expect(local.xray.recordingErrors).toEqual([
    { file, line: 2, message: 'not a JSON object' },
    { file, line: 4, message: 'EndTime must be after StartTime' },
    { file, line: 5, message: 'an edge of web points to ReferenceId 7, which the line does not have' },
  ]);
  expect(edgesOf(await local.graph(0, 120))).toEqual(['web| -> a|remote']);
});

test('recordings named in the options are loaded at once, and a missing file is an error', async () => {
  const file = write('w.jsonl', [recordedMinute(0, ['a'], 1)]);
  const other = await startXRay({ recordings: [file] });
  expect(await other.graph(0, 60)).toHaveLength(2);
  await other.stop();
  expect(() => createXRayLocal({ recordings: [join(folder, 'absent')] })).toThrow('ENOENT');
  await expect(local.xray.loadRecording(join(folder, 'absent'))).rejects.toThrow('ENOENT');
});

test('recorded trace summaries are answered beside those of ingested traces', async () => {
  const summary = {
    Id: traceId(8, T0 + 5),
    StartTime: T0 + 5.5,
    HasFault: true,
    ServiceIds: [{ Name: 'web' }],
  };
  await local.xray.loadRecording(
    write('w.jsonl', [{ ...recordedMinute(0, ['a'], 1), TraceSummaries: [summary] }]),
  );
  local.put(segment(1, 'web', [0, 1]));
  const ask = async (FilterExpression?: string) => {
    const range = { StartTime: new Date(T0 * 1000), EndTime: new Date((T0 + 60) * 1000) };
    const answer = await local.client.send(new GetTraceSummariesCommand({ ...range, FilterExpression }));
    return answer.TraceSummaries?.map((one) => one.Id);
  };
  expect(await ask()).toEqual([summary.Id, traceId(1)]);
  expect(await ask('fault AND service("web")')).toEqual([summary.Id]);
});

describeWithRecordings('the shared recordings', () => {
  interface Line {
    readonly StartTime: number;
    readonly EndTime: number;
    readonly Services: readonly Pick<Service, 'Edges' | 'SummaryStatistics' | 'ResponseTimeHistogram'>[];
  }
  /** Requests and histogram mass over all nodes and edges. */
  const mass = (services: Line['Services']) => {
    const parts = services.flatMap((service) => [service, ...(service.Edges ?? [])]);
    const requests = parts.reduce((sum, part) => sum + (part.SummaryStatistics?.TotalCount ?? 0), 0);
    const entries = parts.flatMap((part) => part.ResponseTimeHistogram ?? []);
    return [requests, entries.reduce((sum, entry) => sum + (entry.Count ?? 0), 0)];
  };

  test('every recording loads without an error, and six hours of it hold exactly what its lines hold', async () => {
    for (const file of recordingsWithWindows()) {
      const lines = gunzipSync(readFileSync(file))
        .toString()
        .trim()
        .split('\n')
        .map((line): Line => JSON.parse(line));
      const from = lines[0]?.StartTime ?? 0;
      const inside = lines.filter((line) => line.EndTime <= from + 6 * 3600);
      const running = await startXRay({ now: () => from + 86_400, recordings: [file] });
      expect(running.xray.recordingErrors).toEqual([]);
      const graph = await running.graph(from - T0, from - T0 + 6 * 3600);
      expect(mass(graph)).toEqual(mass(inside.flatMap((line) => line.Services)));
      await running.stop();
    }
  });

  /** CPU time of some work, which does not count what else the machine does. */
  const cpuOf = async (work: () => unknown) => {
    const before = process.cpuUsage();
    await work();
    const { user, system } = process.cpuUsage(before);
    return user + system;
  };

  test('ninety megabytes of windows load in a few times what unpacking and parsing them takes', async () => {
    const file = recording('petshop-low', 'windows.jsonl.gz');
    const parsing = await cpuOf(() => {
      for (const line of gunzipSync(readFileSync(file)).toString().trim().split('\n')) JSON.parse(line);
    });
    let windows = 0;
    const loading = await cpuOf(async () => {
      windows = await local.xray.loadRecording(file);
    });
    expect(windows).toBe(745);
    expect(loading / parsing).toBeLessThan(4);
  });
});
