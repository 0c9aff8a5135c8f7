import { presence } from '../presence';
import type { NormView, Question } from '../question';
import type { Standpoint } from './standpoint';

/** Silences longer than this are not looked for: a window length of five minutes makes it three and a half days. */
const longestLookedFor = 1_000;

/**
 * The number of silent windows after which a vanished edge is reported, by asking the detector how it would judge each
 * length; undefined where it would not report even a thousand of them, nor ever: nodes have no silence of their own.
 * Assumes that the caller itself is still seen, and that the hours of the week to come are like this one.
 */
export function silenceToReport({ question }: Standpoint): number | undefined {
  const { known } = question;
  if (known === undefined || question.kind === 'node') return undefined;
  for (let length = 1; length <= longestLookedFor; length += 1)
    if (presence.assess(afterSilence(question, known.lastSettled, length)).verdict === 'anomalous')
      return length;
  return undefined;
}

/** The question as it would be asked in the last of so many silent windows; those before have been learned as empty. */
function afterSilence(question: Question, lastSettled: number, length: number): Question {
  const longer = (view: NormView | undefined): NormView | undefined =>
    view && { ...view, windows: view.windows + length - 1 };
  return {
    ...question,
    observation: undefined,
    settledBefore: lastSettled + length - 1,
    pooled: longer(question.pooled),
    slot: longer(question.slot),
  };
}
