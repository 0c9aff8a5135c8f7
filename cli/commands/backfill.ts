import { iso } from '../../analysis/model/window';
import { BackfillRefused, type BackfillReport, backfill as fill } from '../../functions/watch/backfill';
import { checkLine } from '../../functions/watch/preflight';
import type { BackfillCommand } from '../command';
import { type ExitCode, exits, Refused } from '../exit';
import type { Io } from '../io';
import { openScope } from '../ports';
import { count, lengthOfTime } from '../replay/words';
import type { BackfillSummary } from '../summaries';

/** Teaches a new scope from X-Ray's history. Exits 3 when X-Ray had nothing of some windows any more. */
export async function backfill(command: BackfillCommand, io: Io): Promise<ExitCode> {
  const began = performance.now();
  const scope = await openScope(command, io);
  try {
    for (const check of await scope.ports.traces.preflight(io.now())) io.say(checkLine(check));
    const report = await filled(command, io, scope);
    const { windowSeconds } = scope.settings;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const summary = summaryOf(report, { windowSeconds, seconds });
    await io.out(command.json ? `${JSON.stringify(summary)}\n` : text(summary));
    return report.gaps > 0 ? exits.partial : exits.done;
  } finally {
    await scope.close();
  }
}

async function filled(
  { days }: BackfillCommand,
  io: Io,
  { ports, settings }: Awaited<ReturnType<typeof openScope>>,
): Promise<BackfillReport> {
  const bar = io.progress('backfill', Math.ceil((days * 86_400) / settings.windowSeconds));
  let shown = 0;
  const progress = (done: number): void => {
    bar.add(done - shown);
    shown = done;
  };
  try {
    return await fill(ports, settings, { days, owner: `cli-backfill-${process.pid}`, progress });
  } catch (cause) {
    if (cause instanceof BackfillRefused) throw new Refused(exits.failed, cause.message, { cause });
    throw cause;
  } finally {
    bar.stop();
  }
}

const summaryOf = (
  { scope, from, to, windows, gaps, edges, rejects }: BackfillReport,
  { windowSeconds, seconds }: { windowSeconds: number; seconds: number },
): BackfillSummary => ({
  command: 'backfill',
  scope,
  from: iso(from),
  to: iso(to),
  windowSeconds,
  windows: { learned: windows - gaps, gaps },
  edges,
  rejects,
  seconds,
});

function text({ scope, from, to, windows, windowSeconds, edges, rejects, seconds }: BackfillSummary): string {
  const broken = rejects > 0 ? `, ${count(rejects)} parts of pages rejected` : '';
  const gaps = windows.gaps > 0 ? `, ${count(windows.gaps)} of which X-Ray had nothing any more` : '';
  return `${scope}: learned ${count(edges)} edges from ${count(windows.learned)} windows of ${lengthOfTime(windowSeconds)}${gaps}, ${from} to ${to}${broken}; ${lengthOfTime(seconds)}\n`;
}
