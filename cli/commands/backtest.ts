import type { Decision } from '../../analysis/model/decision';
import { achievedRate } from '../../analysis/stats/achieved-rate';
import type { WatchSettings } from '../../functions/settings';
import type { Memory } from '../../functions/watch/ports';
import { ledgerLooks } from '../backtest/looks';
import { Rehearsal, type Sent } from '../backtest/rehearsal';
import { backtestSummary, backtestText } from '../backtest/summary';
import { weeksIn } from '../backtest/weeks';
import type { BacktestCommand } from '../command';
import { type ExitCode, exits, highest, Refused } from '../exit';
import type { Io } from '../io';
import { openScope } from '../ports';
import { decisionsOf } from '../replay/decisions';

const daySeconds = 86_400;

/**
 * Replays the own ledger and lists what would have been sent. Only reads. Exits 1 when more false alarms were raised
 * than the budget can explain, 3 when windows are missing or nothing was judged.
 */
export async function backtest(command: BacktestCommand, io: Io): Promise<ExitCode> {
  const began = performance.now();
  const { ports, settings, close } = await openScope(command, io);
  try {
    const decisions = [
      ...decisionsInForce(await ports.memory.decisions()),
      ...decisionsOf(command.learn, []),
    ];
    const rehearsal = new Rehearsal({ decisions, settings });
    await rehearse(rehearsal, { memory: ports.memory, days: command.days, settings }, io);
    const weeks = weeksIn(rehearsal.judgedSeconds);
    const rate =
      weeks > 0 ? achievedRate(alarms(rehearsal.sent), weeks, settings.falseAlarmsPerWeek) : undefined;
    const seconds = Math.round((performance.now() - began) / 100) / 10;
    const summary = backtestSummary(rehearsal, { rate, settings, seconds });
    await io.out(command.json ? `${JSON.stringify(summary)}\n` : backtestText(summary));
    return highest(
      rate && rate.shrunk.lower > settings.falseAlarmsPerWeek ? exits.no : exits.done,
      rehearsal.gaps > 0 || rehearsal.judged === 0 ? exits.partial : exits.done,
    );
  } finally {
    await close();
  }
}

/** That a backfill learned a stretch says how the ledger came to be, not that it must not be judged. */
const decisionsInForce = (decisions: readonly Decision[]): readonly Decision[] =>
  decisions.filter(({ by }) => by !== 'backfill');

const facts = ['new-edge', 'new-node'];

/** Incidents that were opened because a value was improbable; a new edge or node is a fact, and no false alarm. */
const alarms = (sent: readonly Sent[]): number =>
  sent.filter(
    ({ message: { topic, attributes } }) =>
      topic === 'alerts' && attributes.status === 'opened' && !facts.includes(String(attributes.kind)),
  ).length;

interface Stage {
  readonly memory: Memory;
  readonly days: number;
  readonly settings: WatchSettings;
}

async function rehearse(rehearsal: Rehearsal, { memory, days, settings }: Stage, io: Io): Promise<void> {
  const newest = await memory.newest();
  const last = newest?.entries.at(-1)?.read.window.end;
  if (newest === undefined || last === undefined) {
    throw new Refused(
      exits.failed,
      `there is no ledger of ${settings.scope}; run backfill or watch first, or name the right --store, --table, --region or --group`,
    );
  }
  const bar = io.progress('backtest', newest.sequence);
  let shown = 0;
  try {
    for await (const { look, sequence } of ledgerLooks(memory.records(0), last - days * daySeconds)) {
      if (io.signal.aborted) throw new Refused(exits.failed, 'stopped before the end');
      rehearsal.take(look);
      bar.add(sequence - shown);
      shown = sequence;
    }
  } finally {
    bar.stop();
  }
}
