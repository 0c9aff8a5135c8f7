import { setTimeout as pause } from 'node:timers/promises';
import type { TestedService } from './service';

interface Patience {
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
  readonly totalMs: number;
  /** Between the reading that is right and the one that must still be. */
  readonly confirmationMs: number;
}

/** X-Ray Local answers at once; AWS publishes no figure, and half a minute is usual in practice. */
const PATIENCE = {
  local: { firstPauseMs: 5, longestPauseMs: 40, totalMs: 1_000, confirmationMs: 0 },
  remote: { firstPauseMs: 2_000, longestPauseMs: 15_000, totalMs: 120_000, confirmationMs: 10_000 },
} as const satisfies Record<TestedService['kind'], Patience>;

/** Longer than a case that waits twice, and still has a confirmation and its requests to make. */
export const LONGEST_CASE_MS = 300_000;

/** Repeats a check, ever more slowly, until it does not throw; throws what it threw last when patience ends. */
export async function eventually({ kind }: TestedService, check: () => Promise<void>): Promise<void> {
  const { firstPauseMs, longestPauseMs, totalMs } = PATIENCE[kind];
  const deadline = Date.now() + totalMs;
  for (let wait: number = firstPauseMs; ; wait = Math.min(wait * 1.6, longestPauseMs)) {
    try {
      return await check();
    } catch (failure) {
      if (Date.now() + wait > deadline) throw failure;
      await pause(wait);
    }
  }
}

/** Waits until a check holds, and some time later still, so that what must not appear had time to. */
export async function lastingly(service: TestedService, check: () => Promise<void>): Promise<void> {
  await eventually(service, check);
  await pause(PATIENCE[service.kind].confirmationMs);
  await eventually(service, check);
}
