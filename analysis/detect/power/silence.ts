import { presence } from '../presence';
import type { NormView, Question } from '../question';
import type { Standpoint } from './standpoint';

/** Silences longer than this are not looked for: a window length of five minutes makes it three and a half days. */
const longestLookedFor = 1_000;

/**
 * The number of silent windows after which a vanished edge is reported, those that are silent already among them, by
 * asking the detector how it would judge each length to come. Undefined where even a thousand would not be reported;
 * nodes have no silence of their own. Assumes that the caller itself is still seen; what the silent windows teach of the
 * rhythm of the day is left out, so that the answer may be a fifth too long, and is rough on edges called less than
 * once a window. O(windows squared).
 */
export function silenceToReport({ question }: Standpoint): number | undefined {
  const { known, settledBefore, kind } = question;
  if (known === undefined || kind === 'node') return undefined;
  for (let later = 0; later < longestLookedFor; later += 1)
    if (presence.assess(afterSilence(question, later)).verdict === 'anomalous')
      return settledBefore + later + 1 - known.lastSettled;
  return undefined;
}

/** The question as it would be asked so many windows later, when those between have been learned as empty. */
function afterSilence(question: Question, later: number): Question {
  const longer = (view: NormView | undefined): NormView | undefined =>
    view && { ...view, windows: view.windows + later };
  const { start, end } = question.read.window;
  const shift = later * (end - start);
  return {
    ...question,
    read: { ...question.read, window: { start: start + shift, end: end + shift } },
    observation: undefined,
    settledBefore: question.settledBefore + later,
    pooled: longer(question.pooled),
  };
}
