import { operationsMessage } from '../../analysis/explain/operations';
import { clock } from '../../analysis/explain/words';
import type { LineState } from '../../analysis/line';
import type { StepRecord } from '../../analysis/model/record';
import type { Check, Ports } from './ports';

/** A check as one line of text. */
export const checkLine = ({ name, status, text }: Check): string =>
  `${status.toUpperCase()} ${name}: ${text}`;

/**
 * The first record of a scope: it holds no window, only the word on what can be seen of this account's tracing,
 * so that what is unsupported or unknown is said before learning begins.
 */
export async function preflightRecord(
  { traces, now }: Ports,
  state: LineState,
  timeZone: string,
): Promise<StepRecord> {
  const checks = await traces.preflight(now());
  const bad = checks.filter((check) => check.status !== 'ok').length;
  const message = operationsMessage(`preflight-${state.cursor.origin}`, 'tracenorm: began to watch', [
    `tracenorm began to watch ${state.scope} with the window from ${clock(state.cursor.origin, timeZone)}.`,
    bad === 0
      ? 'Everything that could be checked is in order.'
      : `${bad} of ${checks.length} checks need a look.`,
    ...checks.map(checkLine),
  ]);
  return {
    sequence: state.sequence + 1,
    scope: state.scope,
    cursor: state.cursor,
    entries: [],
    transitions: [],
    messages: [message],
    open: state.open,
  };
}
