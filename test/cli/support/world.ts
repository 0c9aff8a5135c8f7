import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Start of the made recordings, on the clock of every window length used here. */
export const T0 = 1_700_006_400;
export const length = 300;

/** What one made window shows: calls of shop to orders, how many failed, and whether it calls someone new. */
export interface Made {
  readonly start: number;
  readonly length?: number;
  readonly calls?: number;
  readonly faults?: number;
  readonly newcomer?: boolean;
}

const statistics = (calls: number, faults: number, seconds: number) => ({
  OkCount: calls - faults,
  ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 },
  FaultStatistics: { OtherCount: faults, TotalCount: faults },
  TotalCount: calls,
  TotalResponseTime: calls * seconds,
});

/** The window as an object of the recording format. */
export function madeWindow({ start, length: own = length, calls = 100, faults = 0, newcomer = false }: Made) {
  const times = { StartTime: start, EndTime: start + own };
  const edge = (reference: number, count: number, failed: number) => ({
    ReferenceId: reference,
    ...times,
    SummaryStatistics: statistics(count, failed, 0.03),
    ResponseTimeHistogram: [{ Value: 0.03, Count: count }],
    Aliases: [],
  });
  const service = (reference: number, name: string, type: string, edges: unknown[]) => ({
    ReferenceId: reference,
    Name: name,
    Names: [name],
    Type: type,
    State: 'active',
    ...times,
    Edges: edges,
    SummaryStatistics: statistics(calls, 0, 0.05),
    ResponseTimeHistogram: [{ Value: 0.05, Count: calls }],
  });
  const shop = service(0, 'shop', 'AWS::ECS::Fargate', [
    edge(1, calls, faults),
    ...(newcomer ? [edge(2, 3, 0)] : []),
  ]);
  const others = [
    service(1, 'orders', 'AWS::Lambda::Function', []),
    ...(newcomer ? [service(2, 'stranger', 'remote', [])] : []),
  ];
  return { ...times, Services: [shop, ...others] };
}

/** `count` windows end to end from the n-th after `base` on, each made with `rest`. */
export const madeWindows = (from: number, count: number, rest: Partial<Made> = {}, base = T0) =>
  Array.from({ length: count }, (_, i) => madeWindow({ start: base + (from + i) * length, ...rest }));

/** End of the learning range of the recordings below. */
export const learned = T0 + 60 * length;

/** Five hours of norm, then trouble that ends, or does not. */
export const troubled = (ends: boolean, base = T0) => [
  ...madeWindows(0, 70, {}, base),
  ...madeWindows(70, 5, { faults: 60 }, base),
  ...(ends ? madeWindows(75, 15, {}, base) : []),
];

/** The window with summaries of traces that enter at shop, each as what it touched beside that. */
export const traced = (
  window: ReturnType<typeof madeWindow>,
  ...touched: readonly (readonly string[])[]
) => ({
  ...window,
  TraceSummaries: touched.map((names, n) => ({
    Id: `1-${window.StartTime.toString(16)}-${n.toString(16).padStart(24, '0')}`,
    StartTime: window.StartTime + 200 - n,
    IsPartial: false,
    EntryPoint: { Name: 'shop', Names: ['shop'], Type: 'AWS::ECS::Fargate' },
    ServiceIds: [
      { Name: 'shop', Names: ['shop'], Type: 'AWS::ECS::Fargate' },
      ...names.map((Name) => ({ Name, Names: [Name], Type: 'AWS::Lambda::Function' })),
    ],
    Http: { HttpURL: 'https://shop.example.com/?card=4111', ClientIp: '203.0.113.9' },
    Users: [{ UserName: 'jane' }],
  })),
});

/** Requests of shop touch orders; after learning some touch stock as well, for two windows. */
export const shaped = (base = T0) =>
  madeWindows(0, 90, {}, base).map((window, i) => {
    const usual = Array.from({ length: 5 }, () => ['orders']);
    const odd = [
      ['orders', 'stock'],
      ['orders', 'stock'],
    ];
    return traced(window, ...usual, ...(i === 70 || i === 71 ? odd : []));
  });

export const lines = (windows: readonly unknown[]): string =>
  windows.map((window) => `${JSON.stringify(window)}\n`).join('');

/** A folder that is gone after the tests, and a way to put files in it. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'tracenorm-'));
  return {
    path,
    file: (name: string) => join(path, name),
    put(name: string, text: string): string {
      const file = join(path, name);
      writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
      return file;
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
}
