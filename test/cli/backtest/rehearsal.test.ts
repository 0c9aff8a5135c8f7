import fc from 'fast-check';
import { messagesOf } from '../../../analysis/explain/messages';
import type { StepRecord } from '../../../analysis/model/record';
import { ledgerLooks } from '../../../cli/backtest/looks';
import { Rehearsal, type Sent } from '../../../cli/backtest/rehearsal';
import { parseSettings } from '../../../functions/settings';
import { isSettlement, origin, run, type Stride, settings, windowNumber } from '../../laws/drive';
import { plans } from '../../laws/history';

const watched = { ...parseSettings({}), ...settings, scope: 'law' };

/** As the ledger gives it back: JSON. */
async function* ledgerOf(strides: readonly Stride[]): AsyncGenerator<StepRecord> {
  for (const { record } of strides) yield JSON.parse(JSON.stringify(record)) as StepRecord;
}

async function rehearsed(strides: readonly Stride[], from = origin): Promise<Rehearsal> {
  const rehearsal = new Rehearsal({ decisions: [], settings: watched });
  for await (const { look } of ledgerLooks(ledgerOf(strides), from)) rehearsal.take(look);
  return rehearsal;
}

/** What the watcher sent, without the traces that it may have found, and without its heartbeats. */
const sentBy = (strides: readonly Stride[]): Sent[] =>
  strides.flatMap(({ before, record, look: { read } }) =>
    messagesOf(before, { ...record, days: [] }, new Map(), watched).map((message) => ({
      at: read.window.end + read.lagSeconds,
      message,
    })),
  );

/** Of what a presence read saw, the ledger keeps that it was seen and not how often. */
const uncounted = (sent: readonly Sent[]): Sent[] =>
  sent.map(({ at, message }) => ({
    at,
    message: { ...message, body: message.body.replace(/\d+ calls? sampled in this window/g, 'some calls') },
  }));

test('a ledger judged anew from its first window on leads to the messages that were sent, word for word', async () => {
  let messages = 0;
  await fc.assert(
    fc.asyncProperty(plans(), fc.uniqueArray(fc.nat(29), { maxLength: 2 }), async (plan, gaps) => {
      const strides = run(plan, { gaps: new Set(gaps) });
      const expected = sentBy(strides);
      messages += expected.length;
      expect(uncounted((await rehearsed(strides)).sent)).toEqual(uncounted(expected));
    }),
    { numRuns: 25 },
  );
  expect(messages).toBeGreaterThan(5);
});

test('every settled window is counted once: learned, judged or unknown', async () => {
  await fc.assert(
    fc.asyncProperty(plans(20), fc.uniqueArray(fc.nat(19), { maxLength: 3 }), async (plan, gaps) => {
      const strides = run(plan, { gaps: new Set(gaps) });
      const { learned, judged, gaps: unknown, judgedSeconds } = await rehearsed(strides);
      expect(unknown).toBe(gaps.length);
      expect(learned + judged + unknown).toBe(strides.filter(isSettlement).length);
      expect(judgedSeconds).toBe(judged * watched.windowSeconds);
    }),
    { numRuns: 10 },
  );
});

test('windows before the days asked for are left out', async () => {
  const [plan] = fc.sample(plans(12), { numRuns: 1, seed: 1 });
  if (plan === undefined) throw new Error('no plan was drawn');
  const strides = run(plan);
  const { learned, judged } = await rehearsed(strides, origin + 5 * watched.windowSeconds);
  const kept = strides.filter((s) => isSettlement(s) && windowNumber(s.look.read) >= 5);
  expect(learned + judged).toBe(kept.length);
});
