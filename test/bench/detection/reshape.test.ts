import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { type Reshaping, reshape } from '../../../bench/detection/reshape';

const statistics = (ok: number, fault: number) => ({
  SummaryStatistics: {
    OkCount: ok,
    ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 },
    FaultStatistics: { OtherCount: fault, TotalCount: fault },
    TotalCount: ok + fault,
    TotalResponseTime: 0.1 * (ok + fault),
  },
  ResponseTimeHistogram: [
    { Value: 0.05, Count: (ok + fault) / 2 },
    { Value: 0.15, Count: (ok + fault) / 2 },
  ],
});
const service = (name: string, id: number) => ({
  ReferenceId: id,
  Name: name,
  Names: [name],
  Type: 'AWS::ECS::Fargate',
  State: 'active',
  ...statistics(900, 100),
});
const graph = {
  StartTime: 300,
  EndTime: 600,
  Services: [
    { ...service('shop', 0), Edges: [{ ReferenceId: 1, ...statistics(900, 100) }] },
    { ...service('orders', 1), Edges: [] },
  ],
};
const truth = {
  step: 300,
  phases: [{ name: 'watch', from: 300, to: 600, countFalseAlarms: true }],
  labels: [{ id: 1, start: 310, end: 590, kind: 'fault', service: 'orders_AWS::ECS::Fargate' }],
  ignore: [{ windowStart: 300 }],
};

/** The one window and the truth of the recording in another shape. */
async function reshaped(how: Omit<Reshaping, 'seed'>) {
  const [source, target] = await Promise.all([1, 2].map(() => mkdtemp(join(tmpdir(), 'reshape-'))));
  if (source === undefined || target === undefined) throw new Error('two folders were asked for');
  try {
    await writeFile(join(source, 'windows.jsonl.gz'), gzipSync(`${JSON.stringify(graph)}\n`));
    await writeFile(join(source, 'truth.json'), JSON.stringify(truth));
    await reshape(source, target, { seed: 1, ...how });
    const text = gunzipSync(await readFile(join(target, 'windows.jsonl.gz')))
      .toString('utf8')
      .trim();
    return {
      graph: (text === '' ? undefined : JSON.parse(text)) as typeof graph | undefined,
      truth: JSON.parse(await readFile(join(target, 'truth.json'), 'utf8')) as typeof truth,
    };
  } finally {
    await Promise.all([source, target].map((folder) => rm(folder, { recursive: true })));
  }
}

describe('A recording in another shape', () => {
  test('has its clocks and its truth moved alike', async () => {
    const later = await reshaped({ later: 20_100 });
    expect(later.graph).toMatchObject({ StartTime: 20_400, EndTime: 20_700 });
    expect(later.truth.phases[0]).toMatchObject({ from: 20_400, to: 20_700 });
    expect(later.truth.labels[0]).toMatchObject({ start: 20_410, end: 20_690 });
    expect(later.truth.ignore).toEqual([{ windowStart: 20_400 }]);
  });

  test('has other names, the truth too, and the same types', async () => {
    const other = await reshaped({ renamed: true });
    const orders = other.graph?.Services[1];
    expect(orders?.Name).not.toBe('orders');
    expect(orders?.Type).toBe('AWS::ECS::Fargate');
    expect(other.truth.labels[0]?.service).toBe(`${orders?.Name}_AWS::ECS::Fargate`);
  });

  test.each([10, 0.1])(
    'has %d times the calls, fails as often, and equal statistics stay equal',
    async (traffic) => {
      const { graph: scaled } = await reshaped({ traffic });
      const [edge, node] = [scaled?.Services[0]?.Edges[0], scaled?.Services[1]];
      const { TotalCount = 0, FaultStatistics } = edge?.SummaryStatistics ?? {};
      expect(TotalCount / (1_000 * traffic)).toBeCloseTo(1, 0);
      expect((FaultStatistics?.TotalCount ?? 0) / TotalCount).toBeCloseTo(0.1, 1);
      expect(edge?.ResponseTimeHistogram.reduce((sum, { Count }) => sum + Count, 0)).toBe(TotalCount);
      expect(node?.SummaryStatistics).toEqual(edge?.SummaryStatistics);
    },
  );

  test('leaves out what it is not to learn from', async () => {
    expect((await reshaped({ from: 301 })).graph).toBeUndefined();
  });
});
