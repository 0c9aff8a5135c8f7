import { iso } from '../../analysis/model/window';
import type { AchievedRate } from '../../analysis/stats/achieved-rate';
import type { Interval } from '../../analysis/stats/poisson-interval';
import type { WatchSettings } from '../../functions/settings';
import { count, lengthOfTime } from '../replay/words';
import type { BacktestSummary } from '../summaries';
import type { Rehearsal } from './rehearsal';
import { weeksOf } from './weeks';

/** What is told beside the rehearsal itself; `rate` is absent where nothing was judged. */
interface Beside {
  readonly rate: AchievedRate | undefined;
  readonly settings: WatchSettings;
  readonly seconds: number;
}

/** A rehearsal as data. */
export function backtestSummary(
  { sent, learned, judged, gaps, judgedFrom, judgedTo }: Rehearsal,
  { rate, settings, seconds }: Beside,
): BacktestSummary {
  return {
    command: 'backtest',
    scope: settings.scope,
    windows: { learned, judged, gaps },
    weeks: weeksOf(sent, judgedFrom, judgedTo).map((week) => ({
      from: iso(week.from),
      to: iso(week.to),
      messages: week.sent.map(({ at, message: { topic, subject, body } }) => ({
        at: iso(at),
        topic,
        subject,
        body,
      })),
    })),
    ...(rate ? { falseAlarmsPerWeek: rateOf(rate, settings.falseAlarmsPerWeek) } : {}),
    seconds,
  };
}

const rateOf = (
  { counted, shrunk, expected, mostlyPrior }: AchievedRate,
  budget: number,
): NonNullable<BacktestSummary['falseAlarmsPerWeek']> => ({
  budget,
  counted: rounded(counted),
  shrunk: rounded(shrunk),
  expected: two(expected),
  mostlyPrior,
});

const two = (value: number): number => Math.round(value * 100) / 100;
const rounded = ({ lower, upper }: Interval): Interval => ({ lower: two(lower), upper: two(upper) });

/** A rehearsal for a person: what was judged, each week with its messages, and the rate. */
export function backtestText(summary: BacktestSummary): string {
  const { scope, windows, weeks, falseAlarmsPerWeek: rate, seconds } = summary;
  const gaps = windows.gaps > 0 ? `, ${count(windows.gaps)} unknown` : '';
  const lines = [
    `${scope}: ${count(windows.judged)} windows judged after ${count(windows.learned)} learned${gaps}; ${lengthOfTime(seconds)}`,
    ...weeks.flatMap(({ from, to, messages }) => [
      '',
      `${from} to ${to}: ${messages.length === 0 ? 'nothing' : `${count(messages.length)} messages`}`,
      ...messages.map(({ at, subject }) => `  ${at}  ${subject}`),
    ]),
    '',
    ...(rate ? rateLines(rate) : ['nothing was judged: all windows taught; name a shorter --learn range']),
  ];
  return `${lines.join('\n')}\n`;
}

const span = ({ lower, upper }: Interval): string => `${lower} to ${upper}`;

function rateLines(rate: NonNullable<BacktestSummary['falseAlarmsPerWeek']>): string[] {
  const basis = rate.mostlyPrior
    ? `mostly the prior: of 10 false alarms that it takes to say more, the budget grants ${rate.expected} in this time`
    : `mostly this history, in which the budget grants ${rate.expected}`;
  return [
    `false alarms a week, if all of these were false: ${span(rate.shrunk)} (95 %), asked for ${rate.budget}`,
    `  ${basis}`,
    `  by what was counted alone: ${span(rate.counted)}; new edges and nodes are facts and do not count`,
  ];
}
