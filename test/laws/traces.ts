import type { TraceReading } from '../../analysis/model/trace-shape';
import { readSummaries } from '../../analysis/trace/summaries';
import { type EdgePlan, identityOf, type Plan } from './history';
import { randomFrom, shuffled } from './random';

/** How summaries are shown: in which order, and with which reads refused (window numbers). */
export interface TracePlan {
  readonly order: number;
  readonly refused: ReadonlySet<number>;
  /** Of how many traces each is partial, or has no entry point: 0..1. */
  readonly unusable: number;
}

/** What a settlement is told of a window's traces in a made-up system. */
export function readingAt(plan: Plan, index: number, traces: TracePlan): TraceReading {
  if (traces.refused.has(index))
    return { traces: { status: 'unread', reason: 'ThrottlingException: drawn' } };
  const random = randomFrom(plan.seed + 15_485_863 * (index + 1));
  const summaries = Array.from({ length: 12 }, (_, n) => summaryOf(plan, index, { n, random, traces }));
  return readSummaries(traces.order === 0 ? summaries : shuffled(summaries, randomFrom(traces.order)), []);
}

/** A trace that enters at a service which clients call, or any other, and follows each edge that is there now and then. */
function summaryOf(
  plan: Plan,
  index: number,
  { n, random, traces }: { n: number; random: () => number; traces: TracePlan },
): object {
  const there = plan.edges.filter((edge) => index >= edge.from && index < edge.to);
  const entries = there.filter(({ source }) => source === 0).map(({ target }) => target);
  const entry = entries[Math.floor(random() * entries.length)] ?? 1;
  const touched = new Set([entry]);
  const follow = (service: number): void => {
    for (const { source, target, kind } of there)
      if (source === service && !touched.has(target) && random() < shareOf(kind)) {
        touched.add(target);
        follow(target);
      }
  };
  follow(entry);
  const named = (id: number) => {
    const { Name, Type } = identityOf(plan, id);
    return { Name, Type };
  };
  const odd = random() < traces.unusable ? (random() < 0.5 ? { IsPartial: true } : { EntryPoint: null }) : {};
  return {
    Id: `1-${index.toString(16).padStart(8, '0')}-${n.toString(16).padStart(24, '0')}`,
    IsPartial: false,
    EntryPoint: named(entry),
    ServiceIds: [...touched].map(named),
    ...odd,
  };
}

const shareOf = (kind: EdgePlan['kind']): number => (kind === 'call' ? 0.9 : 0.2);
