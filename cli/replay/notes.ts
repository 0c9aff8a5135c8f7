import type { Range } from '../../analysis/model/decision';
import type { Settings } from '../../analysis/model/settings';
import { iso, windowSeconds } from '../../analysis/model/window';
import type { Tally } from './tally';
import { count, lengthOfTime } from './words';

/** What a replay went by. */
interface Given {
  readonly decisions: readonly Range[];
  readonly settings: Settings;
  readonly given: ReadonlySet<string>;
}

/** What a person should know beside the result: input that was not used, ranges and settings without effect. */
export function replayNotes(tally: Tally, { decisions, settings, given }: Given): string[] {
  const more = tally.linesLeftOut + tally.unreadable - tally.named.length;
  const length = tally.first && windowSeconds(tally.first);
  const ignored = length !== undefined && given.has('windowSeconds') && settings.windowSeconds !== length;
  return [
    ...tally.named,
    ...(more > 0 ? [`and ${count(more)} more lines that were not used`] : []),
    ...(tally.linesLeftOut > 0 ? ['the rest of the recording is used'] : []),
    ...(tally.moved > 0 ? [`${count(tally.moved)} windows stood out of order and were put in order`] : []),
    ...(tally.windows === 0 ? ['there is no usable window in what was given'] : []),
    ...(tally.windows === 0 ? [] : tally.unused(decisions).map(unusedText)),
    ...(ignored ? [`windowSeconds ${settings.windowSeconds} is not used: the recording's is ${length}`] : []),
    ...(tally.windows > 0 && tally.judged === 0 ? [nothingJudged(settings)] : []),
  ];
}

const unusedText = ({ verb, range }: Range): string =>
  `no window of the recording lies inside --${verb} ${side(range.start)}..${side(range.end)}`;

const side = (time: number): string => (Number.isFinite(time) ? iso(time) : '');

const nothingJudged = ({ bootstrapSeconds }: Settings): string =>
  `no window was judged: all of them taught; without a --learn range the first ${lengthOfTime(bootstrapSeconds)} do`;
