import { setTimeout as pause } from 'node:timers/promises';
import { iso } from '../../analysis/model/window';
import { checkLine } from '../../functions/watch/preflight';
import type { RunReport } from '../../functions/watch/report';
import { watch as runOnce, type Warm } from '../../functions/watch/watch';
import type { WatchCommand } from '../command';
import { type ExitCode, exits, highest } from '../exit';
import { failureOf } from '../failure';
import type { Io } from '../io';
import { learningText } from '../learning-text';
import { openScope } from '../ports';
import { suggestionText } from '../suggestion-text';
import type { WatchSummary } from '../summaries';

/** Seconds between two runs; a run without a due window costs two small reads of the store. */
const everySeconds = 60;

/**
 * The whole service from this machine: learns and judges X-Ray's windows, shows what an alert would say. Goes on
 * until it is stopped, over failures of X-Ray and of the store too; with `--once` it catches up and ends, with 1 when
 * something still fires.
 */
export async function watch(command: WatchCommand, io: Io): Promise<ExitCode> {
  let scope = await openScope(command, io);
  let warm: Warm = {};
  let last: RunReport | undefined;
  const told = new Set<string>();
  const sayOnce = (what: string, text: string): void => {
    if (!told.has(what)) io.say(text);
    told.add(what);
  };
  try {
    for (const check of await scope.ports.traces.preflight(io.now())) io.say(checkLine(check));
    for (;;) {
      const at = io.now();
      let again = false;
      try {
        last = await runOnce(scope.ports, scope.settings, `cli-${process.pid}`, warm);
        await io.out(command.json ? `${JSON.stringify(summaryOf(last, at))}\n` : lineOf(last, at));
        for (const suggestion of last.suggestions) sayOnce(suggestion.rule.name, suggestionText(suggestion));
        again = last.status === 'outOfTime';
      } catch (cause) {
        if (command.once || last === undefined) throw cause;
        io.say(`${iso(at)}  this run failed and is done again in a minute: ${failureOf(cause).text}`);
        await scope.close();
        scope = await openScope(command, io);
        warm = {};
      }
      if (again && !io.signal.aborted) continue;
      if (command.once) return codeOf(last);
      await pause(everySeconds * 1000, undefined, { signal: io.signal }).catch(() => undefined);
      if (io.signal.aborted) return codeOf(last);
    }
  } finally {
    await scope.close();
  }
}

/** A run that another one kept from working did nothing, and one that was stopped did a part: that is no calm. */
function codeOf(report: RunReport): ExitCode {
  const waited = report.status === 'done' ? exits.done : exits.partial;
  return highest(waited, report.incidentsOpen > 0 ? exits.no : exits.done);
}

function summaryOf(report: RunReport, at: number): WatchSummary {
  const { scope, status, reads, edges, rejects, transitions } = report;
  return {
    command: 'watch',
    scope,
    at: iso(at),
    status,
    reads,
    windows: { judged: report.windowsJudged, learning: report.windowsLearned, gaps: report.gaps },
    ...(report.settledTo === undefined ? {} : { settledTo: iso(report.settledTo) }),
    lagSeconds: Math.round(report.lagSeconds),
    edges,
    ...(report.services.length === 0 ? {} : { services: servicesOf(report) }),
    rejects,
    ...(report.suggestions.length === 0 ? {} : { suggestedAliases: aliasesOf(report) }),
    transitions,
    messages: { sent: report.messagesSent, waiting: report.undelivered.length },
    firing: { findings: report.findingsFiring, incidents: report.incidentsOpen },
  };
}

const servicesOf = ({ services }: RunReport): { learned: number; learning: number } => {
  const learned = services.filter((service) => service.finished).length;
  return { learned, learning: services.length - learned };
};

const aliasesOf = ({ suggestions }: RunReport): NonNullable<WatchSummary['suggestedAliases']> =>
  suggestions.map(({ caller, names, rule }) => ({ caller: caller.name, names, rule }));

function lineOf(report: RunReport, at: number): string {
  if (report.status === 'busy') return `${iso(at)}  another run of ${report.scope} is at work\n`;
  const parts = [
    `${report.reads} reads`,
    `${report.windowsJudged} windows judged`,
    `${report.windowsLearned} learned`,
    ...(report.gaps > 0 ? [`${report.gaps} gaps`] : []),
    `${report.edges} edges`,
    ...(report.rejects > 0 ? [`${report.rejects} parts rejected`] : []),
    `${report.incidentsOpen} incidents open`,
    ...(report.services.some((service) => !service.finished) ? [learningText(report.services)] : []),
  ];
  return `${iso(at)}  ${parts.join(', ')}\n`;
}
