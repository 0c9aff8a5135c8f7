import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { T0 } from './documents';

/** The numbers of requests that all went well in 100 ms. */
export const recordedOk = (count: number) => ({
  SummaryStatistics: {
    OkCount: count,
    ErrorStatistics: { ThrottleCount: 0, OtherCount: 0, TotalCount: 0 },
    FaultStatistics: { OtherCount: 0, TotalCount: 0 },
    TotalCount: count,
    TotalResponseTime: count * 0.1,
  },
  ResponseTimeHistogram: [{ Value: 0.1, Count: count }],
});

/** A recorded minute: `web` calls the given hosts `count` times each; ReferenceIds in reverse. */
export const recordedMinute = (start: number, hosts: readonly string[], count: number) => ({
  StartTime: T0 + start,
  EndTime: T0 + start + 60,
  Services: [
    ...hosts.map((Name, n) => ({
      ReferenceId: hosts.length - n,
      Name,
      Type: 'remote',
      State: 'unknown',
      ...recordedOk(count),
    })),
    {
      ReferenceId: 0,
      Name: 'web',
      State: 'active',
      ...recordedOk(count),
      Edges: hosts.map((_, n) => ({ ReferenceId: hosts.length - n, ...recordedOk(count) })),
    },
  ],
});

/** Writes windows as a recording into a folder; returns its path. */
export function writeRecording(folder: string, windows: readonly object[]): string {
  const file = join(folder, 'recording.jsonl');
  writeFileSync(file, windows.map((window) => JSON.stringify(window)).join('\n'));
  return file;
}
