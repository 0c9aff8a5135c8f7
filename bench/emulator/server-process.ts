import type { AddressInfo } from 'node:net';
import { createXRayLocal } from '../../emulator/server';

/** An X-Ray Local in a process of its own, which tells what it has used when it is asked. */
export interface Usage {
  readonly cpuSeconds: number;
  /** The most memory the process ever had (resident set). */
  readonly peakBytes: number;
}

const [memoryBytes = '', now = ''] = process.argv.slice(2);
const xray = createXRayLocal({ memoryBytes: Number(memoryBytes), now: () => Number(now) });

xray.listen(0, '127.0.0.1', () => process.send?.((xray.address() as AddressInfo).port));
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  const usage: Usage = {
    cpuSeconds: (user + system) / 1e6,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(usage);
});
process.on('disconnect', () => process.exit());
