import { writeFileSync } from 'node:fs';

/** Start of the first window; a whole hour, so that windows stand on the clock. */
export const T0 = 1_790_000_400 - (1_790_000_400 % 3_600);
export const windowLength = 300;

type Calls = {
  readonly source: number;
  readonly target: number;
  readonly count: number;
  readonly faults?: number;
  readonly seconds?: number;
};

const names = [
  { Name: 'web', Type: 'client', State: 'unknown' },
  { Name: 'web', Type: 'AWS::Lambda::Function', State: 'active', Root: true },
  { Name: 'orders', Type: 'AWS::DynamoDB::Table', State: 'unknown' },
  { Name: 'api.example.com', Type: 'remote', State: 'unknown' },
  { Name: 'paste.example.net', Type: 'remote', State: 'unknown' },
  { Name: 'orders-v2', Type: 'AWS::DynamoDB::Table', State: 'unknown' },
  ...Array.from({ length: 20 }, (_, tenant) => ({
    Name: `${String.fromCharCode(97 + tenant).repeat(3)}.crm.example.com`,
    Type: 'remote',
    State: 'unknown',
  })),
] as const;

const normal: readonly Calls[] = [
  { source: 0, target: 1, count: 40, seconds: 0.3 },
  { source: 1, target: 2, count: 40, seconds: 0.05 },
  { source: 1, target: 3, count: 20, seconds: 0.1 },
];

/** What a window shows beside the normal calls. */
export type Trouble = 'none' | 'exfiltration' | 'faults' | 'rename' | 'tenants';

/** One line of a recording: a small system whose counts vary a little from window to window. */
export function recordedWindow(index: number, trouble: Trouble): object {
  const start = T0 + index * windowLength;
  const wobble = (index * 7) % 5;
  const calls = normal.map((c) => ({
    ...c,
    count: c.count + wobble,
    target: trouble === 'rename' && c.target === 2 ? 5 : c.target,
  }));
  if (trouble === 'exfiltration') calls.push({ source: 1, target: 4, count: 9, seconds: 0.2 });
  if (trouble === 'tenants')
    for (let tenant = 0; tenant < 20; tenant += 1) calls.push({ source: 1, target: 6 + tenant, count: 6 });
  const faulty =
    trouble === 'faults'
      ? calls.map((c) => (c.target === 1 || c.target === 3 ? { ...c, faults: 15 } : c))
      : calls;
  const used = new Set(faulty.flatMap((c) => [c.source, c.target]));
  const times = { StartTime: start, EndTime: start + windowLength };
  return {
    ...times,
    Services: names.flatMap((service, reference) => {
      if (!used.has(reference)) return [];
      const edges = faulty
        .filter((c) => c.source === reference)
        .map((c) => ({ ReferenceId: c.target, ...times, ...numbers(c) }));
      const into = faulty.find((c) => c.target === reference);
      const own = service.State === 'active' && into ? numbers(into) : {};
      return [{ ReferenceId: reference, Names: [service.Name], ...service, ...times, Edges: edges, ...own }];
    }),
  };
}

function numbers({ count, faults = 0, seconds = 0.1 }: Calls): object {
  return {
    SummaryStatistics: {
      OkCount: count - faults,
      ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 },
      FaultStatistics: { OtherCount: faults, TotalCount: faults },
      TotalCount: count,
      TotalResponseTime: Math.round(count * seconds * 1000) / 1000,
    },
    ResponseTimeHistogram: [
      { Value: seconds, Count: count - 5 },
      { Value: Math.round(seconds * 1400) / 1000, Count: 5 },
    ],
  };
}

/** Writes a recording with one window for each given trouble. */
export function writeSystem(file: string, troubles: readonly Trouble[]): void {
  writeFileSync(
    file,
    troubles.map((trouble, index) => `${JSON.stringify(recordedWindow(index, trouble))}\n`).join(''),
  );
}
