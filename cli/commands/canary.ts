import { setTimeout as pause } from 'node:timers/promises';
import { PutTraceSegmentsCommand, type XRayClient } from '@aws-sdk/client-xray';
import { xrayTraces } from '../../functions/adapters/xray/traces';
import { type Step, tracingSteps, watcherSteps } from '../canary/steps';
import { type CanaryTrace, canaryService, canaryTrace } from '../canary/trace';
import type { CanaryCommand } from '../command';
import { type ExitCode, exits, Refused } from '../exit';
import type { Io } from '../io';
import { openScope } from '../ports';
import { xrayClient } from '../xray-client';

/** Seconds between two looks; a twentieth of a timeout under that. */
const mostPause = 10;

/**
 * Sends one marked trace and follows it to the alert. Exits 1 when something was not seen in time, 4 when X-Ray did
 * not take the trace.
 */
export async function canary(command: CanaryCommand, io: Io): Promise<ExitCode> {
  const { store, table, group } = command;
  const watcher = store === undefined && table === undefined ? undefined : await openScope(command, io);
  const client = xrayClient(command);
  try {
    const after = (await watcher?.ports.memory.newest())?.sequence ?? 0;
    const sentAt = io.now();
    const trace = canaryTrace(sentAt);
    await send(client, trace);
    await io.out(`sent: trace ${trace.id}, ${canaryService} -> ${trace.host}\n`);
    const steps = [
      ...tracingSteps(xrayTraces(client, group), trace, { sentAt, now: io.now }),
      ...(watcher ? watcherSteps(watcher.ports.memory, trace, { sentAt, after }) : []),
    ];
    return await follow(steps, sentAt, command.timeoutSeconds, io);
  } finally {
    client.destroy();
    await watcher?.close();
  }
}

async function send(client: XRayClient, { document }: CanaryTrace): Promise<void> {
  const answer = await client.send(new PutTraceSegmentsCommand({ TraceSegmentDocuments: [document] }));
  const [refused] = answer.UnprocessedTraceSegments ?? [];
  if (refused)
    throw new Refused(exits.failed, `X-Ray did not take the trace: ${refused.ErrorCode} ${refused.Message}`);
}

/** Waits for one step after the other, and says how long each took from the sending. */
async function follow(
  steps: readonly Step[],
  sentAt: number,
  timeoutSeconds: number,
  io: Io,
): Promise<ExitCode> {
  for (const step of steps) {
    while (!(await step.seen())) {
      const left = sentAt + timeoutSeconds - io.now();
      if (left <= 0) {
        await io.out(`not seen: ${step.what}, within ${timeoutSeconds} s\n`);
        return exits.no;
      }
      const seconds = Math.min(mostPause, timeoutSeconds / 20, left);
      await pause(seconds * 1000, undefined, { signal: io.signal });
    }
    await io.out(`seen: ${step.what}, after ${(io.now() - sentAt).toFixed(1)} s\n`);
  }
  return exits.done;
}
