import fc from 'fast-check';
import { carryMutes, periodEnd } from '../../../analysis/decide/mutes';
import { messagesOf } from '../../../analysis/explain/messages';
import { tellings } from '../../../analysis/explain/tellings';
import type { Decision, Mute } from '../../../analysis/model/decision';
import type { Message } from '../../../analysis/model/record';
import { parseSettings } from '../../../functions/settings';
import { origin, unfading as settings } from '../../laws/drive';
import { known, type Line, type Links, learnedLine, norm } from '../support/line';

const length = settings.windowSeconds;
const windowEnd = (index: number): number => origin + (index + 1) * length;
const withNew: Links = [...norm, ['a', 'd', 4]];
const mute = (from: number, to: number, changes: Partial<Mute> = {}): Mute => ({
  id: 'mute-1',
  verb: 'mute',
  about: { subjects: [], services: ['d|remote|'], findings: [] },
  period: { start: from, end: to },
  by: 'ana',
  at: from,
  reason: 'load test',
  ...changes,
});

/** What people are told of a line. */
function heard(line: Line): Message[] {
  const told = line.strides.flatMap(({ before, record }) =>
    messagesOf(before, record, new Map(), { ...parseSettings({}), ...settings, environment: 'test' }),
  );
  return told.filter(({ topic }) => topic === 'alerts');
}
const subjects = (line: Line): string[] => heard(line).map(({ subject }) => subject);

describe('A mute', () => {
  test('keeps people from being told, and tells at its end what it kept back', () => {
    const line = learnedLine();
    line.decisions = [mute(windowEnd(known), windowEnd(known + 5))];
    line.settle(known, known + 8, withNew);
    expect(subjects(line)).toEqual(['[UNMUTED] 1 incident kept back']);
    expect(heard(line)[0]?.body).toMatchSnapshot();
    expect(line.state.open.mutes).toBeUndefined();
    expect(line.state.open.incidents).toHaveLength(1);
  });

  test('does not keep an incident back that holds more than it is about', () => {
    const line = learnedLine();
    line.decisions = [
      mute(windowEnd(known), windowEnd(known + 5), {
        about: { subjects: ['d|remote|'], services: [], findings: [] },
      }),
    ];
    line.settle(known, known + 3, withNew);
    expect(subjects(line)).toEqual(['[HIGH] New dependency: a -> d (test)']);
  });

  test('that a person ends tells what it kept back at once', () => {
    const line = learnedLine();
    line.decisions = [mute(windowEnd(known), windowEnd(known + 50))];
    line.settle(known, known + 3, withNew);
    const word: Decision = { id: 'u', verb: 'unmute', mute: 'mute-1', by: 'bo', at: 0, reason: 'done' };
    line.decisions = [...line.decisions, word];
    line.settle(known + 3, known + 4, withNew);
    expect(subjects(line)).toEqual(['[UNMUTED] 1 incident kept back']);
    expect(heard(line)[0]?.body).toContain('was ended by a person');
  });

  test('lists what began and ended within it', () => {
    const line = learnedLine();
    line.decisions = [mute(windowEnd(known), windowEnd(known + 20))];
    line.settle(known, known + 2, withNew);
    line.settle(known + 2, known + 22, norm);
    expect(subjects(line)).toEqual(['[UNMUTED] 1 incident kept back']);
    expect(heard(line)[0]?.body).toMatch(/New dependency: a -> d, from .* for 40 min/);
  });

  test('goes on judging and keeping trouble from teaching', () => {
    const [quiet, loud] = [learnedLine(), learnedLine()];
    quiet.decisions = [mute(windowEnd(known), windowEnd(known + 5))];
    for (const line of [quiet, loud]) line.settle(known, known + 8, withNew);
    expect(quiet.told()).toEqual(loud.told());
    expect([...quiet.state.baseline.known]).toEqual([...loud.state.baseline.known]);
  });

  test('that comes back waits for its next period', () => {
    const line = learnedLine();
    const every = { everySeconds: 10 * length };
    line.decisions = [mute(windowEnd(known), windowEnd(known + 2), every)];
    line.settle(known, known + 6, norm);
    expect(subjects(line)).toEqual([]);
    line.settle(known + 6, known + 10, norm);
    line.settle(known + 10, known + 14, withNew);
    expect(subjects(line)).toEqual(['[UNMUTED] 1 incident kept back']);
  });

  test('holds from the moment it was taken, though the window that is read is older', () => {
    const line = learnedLine();
    line.decisions = [mute(windowEnd(known) + 100, windowEnd(known + 5))];
    line.settle(known, known + 3, withNew);
    expect(subjects(line)).toEqual([]);
  });
});

describe('Never outlives its time:', () => {
  const muted = fc.record({
    start: fc.nat(1_000),
    lasts: fc.integer({ min: 1, max: 500 }),
    every: fc.option(fc.integer({ min: 500, max: 900 }), { nil: undefined }),
    times: fc.array(fc.nat(5_000), { minLength: 1, maxLength: 30 }),
  });

  test('no mute is in force at a time outside its periods', () => {
    fc.assert(
      fc.property(muted, ({ start, lasts, every, times }) => {
        const one = mute(start, start + lasts, { at: 0, ...(every ? { everySeconds: every } : {}) });
        let active = carryMutes([], [one], 0).active;
        for (const now of times.sort((a, b) => a - b)) {
          ({ active } = carryMutes(active, [], now));
          const inside = now >= start && (every ? (now - start) % every : now - start) < lasts;
          for (const { until } of active) expect(until !== undefined).toBe(inside);
          if (inside) expect(active).toHaveLength(1);
        }
      }),
    );
  });

  test.each([
    [99, undefined],
    [100, 110],
    [109, 110],
    [110, undefined],
    [150, 160],
    [155, 160],
    [160, undefined],
  ])('at %s a period of 10 that comes back every 50 from 100 on ends at %s', (at, end) => {
    expect(periodEnd({ period: { start: 100, end: 110 }, everySeconds: 50 }, at)).toBe(end);
  });
});

test('what a mute keeps back is not told as the record is rendered either', () => {
  const line = learnedLine();
  line.decisions = [mute(windowEnd(known), windowEnd(known + 5))];
  const [first] = line.settle(known, known + 1, withNew);
  if (first === undefined) throw new Error('one window was settled');
  expect(first.record.transitions.length).toBeGreaterThan(0);
  expect(tellings(first.before.open, first.record)).toEqual([]);
});
