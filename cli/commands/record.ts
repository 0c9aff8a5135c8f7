import type { XRayClient } from '@aws-sdk/client-xray';
import { iso, type TimeWindow } from '../../analysis/model/window';
import { type FetchedGraph, fetchGraph } from '../../functions/adapters/recording/fetch';
import { inOrder } from '../../functions/adapters/recording/in-order';
import { type RecordingWriter, writeRecording } from '../../functions/adapters/recording/write';
import type { RecordCommand } from '../command';
import { type ExitCode, exits, Refused } from '../exit';
import { failureOf } from '../failure';
import type { Io } from '../io';
import { windowsOf } from '../record/windows';
import { count, lengthOfTime } from '../replay/words';
import { loadSettings } from '../settings-file';
import type { RecordSummary } from '../summaries';
import { xrayClient } from '../xray-client';

/** Windows asked for at once; X-Ray throttles beyond a few, and the client then slows down by itself. */
const atOnce = 4;

type Counted = Pick<RecordSummary, 'windows' | 'empty' | 'pages' | 'oldGroupVersions' | 'traces'>;

/**
 * Saves one's own X-Ray graph pages in the recording format. Exits 3 when the newest windows were not complete yet,
 * 4 when X-Ray could not answer; what was fetched until then stays beside the file under the name FILE.partial.
 */
export async function record(command: RecordCommand, io: Io): Promise<ExitCode> {
  const began = performance.now();
  const { settings } = await loadSettings(command.settings, { windowSeconds: command.windowSeconds });
  const { windowSeconds, settleLagSeconds } = settings;
  const { from, to, out } = command;
  const { windows, unsettled } = windowsOf({ from, to, windowSeconds, settleLagSeconds }, io.now());
  const [first, last] = [windows[0], windows.at(-1)];
  if (first === undefined || last === undefined) {
    throw new Refused(
      exits.partial,
      `no window is complete yet; the first one is ${settleLagSeconds} s after its end`,
    );
  }
  const client = xrayClient(command);
  const group = command.group ?? settings.group;
  try {
    const counted = await save(windows, { client, group, traces: command.traces, out, io });
    const summary: RecordSummary = {
      command: 'record',
      out,
      from: iso(first.start),
      to: iso(last.end),
      windowSeconds,
      ...counted,
      unsettled,
      seconds: Math.round((performance.now() - began) / 100) / 10,
    };
    await io.out(command.json ? `${JSON.stringify(summary)}\n` : summaryText(summary));
  } finally {
    client.destroy();
  }
  if (unsettled > 0) io.say(`the newest ${count(unsettled)} windows are not complete yet and were left out`);
  return unsettled > 0 ? exits.partial : exits.done;
}

interface Saving {
  readonly client: XRayClient;
  readonly group: string | undefined;
  readonly traces: number | undefined;
  readonly out: string;
  readonly io: Io;
}

async function save(
  windows: readonly TimeWindow[],
  { client, group, traces, out, io }: Saving,
): Promise<Counted> {
  const writer = await opened(out);
  const progress = io.progress('record', windows.length);
  let counted: Counted = { windows: 0, empty: 0, pages: 0, oldGroupVersions: 0 };
  try {
    const fetch = (window: TimeWindow) => fetchGraph(client, window, { group, traces, signal: io.signal });
    for await (const graph of inOrder(windows, atOnce, fetch)) {
      await writer.write(graph.window, graph.services, graph.traces?.summaries);
      counted = plus(counted, graph);
      progress.add(1);
    }
    await writer.finish();
    return counted;
  } catch (cause) {
    throw await broken(cause, { writer, out, saved: counted.windows });
  } finally {
    progress.stop();
  }
}

const plus = (
  counted: Counted,
  { services, pages, containsOldGroupVersions, traces }: FetchedGraph,
): Counted => ({
  windows: counted.windows + 1,
  empty: counted.empty + (services.length === 0 ? 1 : 0),
  pages: counted.pages + pages,
  oldGroupVersions: counted.oldGroupVersions + (containsOldGroupVersions ? 1 : 0),
  ...(traces === undefined
    ? {}
    : {
        traces: {
          saved: (counted.traces?.saved ?? 0) + traces.summaries.length,
          scanned: (counted.traces?.scanned ?? 0) + traces.scanned,
        },
      }),
});

async function opened(out: string): Promise<RecordingWriter> {
  try {
    return await writeRecording(out);
  } catch (cause) {
    throw new Refused(exits.failed, `${out} cannot be written: ${(cause as Error).message}`, { cause });
  }
}

/** Keeps what was fetched under another name, so that a file with the asked name is always complete. */
async function broken(
  cause: unknown,
  { writer, out, saved }: { writer: RecordingWriter; out: string; saved: number },
): Promise<Refused> {
  const { text } = failureOf(cause);
  if (saved === 0) {
    await writer.abandon();
    return new Refused(exits.failed, text, { cause });
  }
  const partial = `${out}.partial`;
  await writer.finish(partial).catch(() => writer.abandon());
  return new Refused(exits.failed, `${text}\n  the ${count(saved)} windows before are in ${partial}`, {
    cause,
  });
}

function summaryText({
  out,
  from,
  to,
  windows,
  windowSeconds,
  empty,
  pages,
  traces,
  seconds,
}: RecordSummary): string {
  const none = empty > 0 ? `, ${count(empty)} of them without any service` : '';
  const summaries = traces ? `, ${count(traces.saved)} trace summaries` : '';
  const what = `${count(windows)} windows of ${lengthOfTime(windowSeconds)}${none}`;
  return `${out}: ${what}, ${from} to ${to}; ${count(pages)} pages${summaries} in ${lengthOfTime(seconds)}\n`;
}
