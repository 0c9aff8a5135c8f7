import { decodeGraph } from '../../analysis/graph/decode';
import type { Finding } from '../../analysis/model/finding';
import { subjectOfKey } from '../../analysis/model/subject';
import { observe } from '../../analysis/observe';
import type { Memory, Traces } from '../../functions/watch/ports';
import { type CanaryTrace, canaryService } from './trace';

/** Something that a canary waits for. */
export interface Step {
  readonly what: string;
  /** Asks once whether it is there. */
  seen(): Promise<boolean>;
}

/** When the canary was sent, and what time it is; epoch seconds. */
interface Times {
  readonly sentAt: number;
  now(): number;
}

/** What X-Ray itself must show: the trace, and the call in the service graph. */
export const tracingSteps = (traces: Traces, { id, host }: CanaryTrace, times: Times): readonly Step[] => [
  {
    what: 'trace in X-Ray (BatchGetTraces)',
    seen: async () => (await traces.traceDocuments([id])).traces.some((trace) => trace.id === id),
  },
  {
    what: 'call in the service graph (GetServiceGraph)',
    seen: async () => {
      const window = { start: Math.floor(times.sentAt) - 60, end: Math.ceil(times.now()) };
      const pages: unknown[] = [];
      for await (const page of traces.serviceGraph(window)) pages.push(page.services);
      return observe(decodeGraph(pages, window).graph).some(({ subject }) => {
        const about = subjectOfKey(subject);
        return about.kind !== 'node' && about.source.name === canaryService && about.target.name === host;
      });
    },
  },
];

/** What a watcher must make of it: a finding on the host, and the messages of its incident, sent. */
export function watcherSteps(
  memory: Memory,
  { host }: CanaryTrace,
  { sentAt, after }: { readonly sentAt: number; readonly after: number },
): readonly Step[] {
  const found = async (): Promise<Finding | undefined> =>
    (await memory.findings(1_000)).find(
      (f): f is Finding =>
        f.type === 'finding' && f.target.name === host && f.status !== 'pending' && f.detectedAt > sentAt,
    );
  return [
    { what: 'finding', seen: async () => (await found()) !== undefined },
    {
      what: 'message sent',
      seen: async () => {
        const incident = (await found())?.incidentId;
        return incident !== undefined && (await isTold(memory, incident, after));
      },
    },
  ];
}

/** Tells whether an incident of the records after a number has a message, and none of its messages waits. */
async function isTold(memory: Memory, incident: string, after: number): Promise<boolean> {
  const projected = await memory.projected();
  const waiting = new Set((await memory.unsent()).map(({ message }) => message.id));
  for await (const { sequence, messages } of memory.records(after)) {
    const own = messages.filter(({ id }) => id.startsWith(`${incident}-`));
    if (own.length > 0) return sequence <= projected && own.every(({ id }) => !waiting.has(id));
  }
  return false;
}
