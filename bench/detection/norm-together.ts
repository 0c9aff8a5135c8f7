import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Told } from './incidents';
import { type Budget, budgets, type NormSize } from './norm';
import { runNode } from './run-node';

/** What `judgeNorm` tells, by as many processes as there are cores, each with a part of the systems. */
export async function judgeNormTogether(
  size: NormSize,
  processes = availableParallelism(),
): Promise<ReadonlyMap<Budget, readonly Told[]>> {
  const places = Array.from({ length: processes + 1 }, (_, i) => Math.floor((size.systems * i) / processes));
  const parts = places.slice(1).map((end, i) => ({ first: places[i] ?? 0, systems: end - (places[i] ?? 0) }));
  const told = await Promise.all(parts.map(({ first, systems }) => judged(first + 1, { ...size, systems })));
  return new Map(budgets.map((budget) => [budget, told.flatMap((part) => part.get(budget) ?? [])]));
}

async function judged(firstSeed: number, size: NormSize): Promise<ReadonlyMap<Budget, readonly Told[]>> {
  const file = join(__dirname, 'norm-process.ts');
  const args = ['--require', 'tsx/cjs', file, String(firstSeed), JSON.stringify(size)];
  return new Map(JSON.parse(await runNode(args)));
}
