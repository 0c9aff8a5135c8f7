import { type JudgingContext, live } from '../../../analysis/incident/lifecycle';
import type { Assessment, FindingKind } from '../../../analysis/model/assessment';
import type { Finding } from '../../../analysis/model/finding';
import { assessment } from '../support/finding';
import { defaults } from '../support/question';

const subject = 'a||>b||';

/**
 * What a settled window says of the subject: `x` anomalous, `!` certain, `~` not quite normal, `+` hardly odd by itself
 * but evidence together with others, `.` normal, `?` unknown.
 */
type Sign = 'x' | '!' | '~' | '+' | '.' | '?';

function assessed(kind: FindingKind, sign: Sign): Assessment {
  switch (sign) {
    case 'x':
      return assessment(kind, subject);
    case '!':
      return assessment(kind, subject, { p: 1e-9, certain: true });
    case '~':
      return assessment(kind, subject, { verdict: 'normal', p: 0.005 });
    case '+':
      return assessment(kind, subject, { verdict: 'normal', p: 0.05, evidence: 2.1 });
    case '.':
      return assessment(kind, subject, { verdict: 'normal', p: 0.5, matters: false });
    case '?':
      return { subject, signal: 'latency', verdict: 'insufficientData' };
  }
}

const contextAt = (window: number, rest: Partial<JudgingContext> = {}): JudgingContext => ({
  scope: 'test',
  read: { window: { start: window * 300, end: window * 300 + 300 }, kind: 'settlement', lagSeconds: 180 },
  settings: { ...defaults, forgetNewAfterWindows: 5 },
  rebasing: false,
  learning: false,
  ...rest,
});

/** The changes of status over a row of windows, each with the number of its window. */
function story(kind: FindingKind, signs: string): string[] {
  let open: readonly Finding[] = [];
  return [...signs].flatMap((sign, window) => {
    const lives = live(open, [assessed(kind, sign as Sign)], contextAt(window));
    open = lives.open;
    return lives.changed.map(
      ({ status, resolution }) => `${window} ${status}${resolution ? ` ${resolution}` : ''}`,
    );
  });
}

describe('A finding', () => {
  test.each([
    ['one odd window wakes nobody', 'x....', ['0 pending', '2 resolved not-confirmed']],
    ['two odd windows in a row fire', 'xx', ['0 pending', '1 firing']],
    ['two of three fire', 'x.x', ['0 pending', '2 firing']],
    ['two of four do not', 'x..x', ['0 pending', '2 resolved not-confirmed', '3 pending']],
    ['a certain one fires at once', '!', ['0 firing']],
    ['a pending one that becomes certain fires', 'x!', ['0 pending', '1 firing']],
    ['three clean windows resolve', '!...', ['0 firing', '3 resolved back-to-normal']],
    ['a flapping signal stays one episode', '!..x..x...', ['0 firing', '9 resolved back-to-normal']],
    [
      'a relevant effect that is improbable at all keeps it open',
      '!~~~~~...',
      ['0 firing', '8 resolved back-to-normal'],
    ],
    [
      'windows that only together are improbable keep it open',
      '!++++...',
      ['0 firing', '7 resolved back-to-normal'],
    ],
    ['what is not quite normal begins nothing', '~~~~', []],
    ['evidence below its level begins nothing', '++++', []],
    ['windows without data are no return to normal', '!????', ['0 firing']],
    ['a long time without data ends it as such', '!?????', ['0 firing', '5 resolved insufficient-data']],
    [
      'a new episode begins after the former one',
      '!...!',
      ['0 firing', '3 resolved back-to-normal', '4 firing'],
    ],
  ])('of latency: %s', (_what, signs, changes) => {
    expect(story('latency', signs)).toEqual(changes);
  });

  test.each([
    ['new-edge', 'x', ['0 firing']],
    ['new-edge', 'x....', ['0 firing']],
    ['new-edge', 'x.....', ['0 firing', '5 resolved not-seen-again']],
    ['new-edge', 'x....x.....', ['0 firing', '10 resolved not-seen-again']],
    ['new-node', 'x.....', ['0 firing', '5 resolved not-seen-again']],
    ['vanished-edge', 'x...', ['0 firing', '3 resolved back-to-normal']],
    ['vanished-edge', 'xxxxx', ['0 firing']],
  ] as const)('of kind %s goes through %s', (kind, signs, changes) => {
    expect(story(kind, signs)).toEqual(changes);
  });

  test('reports the worst that its episode has shown', () => {
    const worst = assessment('latency', subject, { p: 1e-12, why: 'the worst' });
    const first = live([], [assessed('latency', '!')], contextAt(0)).open;
    const second = live(first, [worst], contextAt(1)).open;
    const [third] = live(second, [assessed('latency', 'x')], contextAt(2)).open;
    expect(third).toMatchObject({ why: 'the worst', score: 12, status: 'firing', clean: 0 });
  });

  test('began where its evidence began to add up', () => {
    const lasting = assessment('latency', subject, { certain: true, since: 300, evidence: 4 });
    const [finding] = live([], [lasting], contextAt(7)).open;
    expect(finding).toMatchObject({ status: 'firing', startsAt: 300, detectedAt: 2_400 });
    const [alone] = live([], [assessed('latency', '!')], contextAt(7)).open;
    expect(alone).toMatchObject({ startsAt: 2_100, detectedAt: 2_400 });
  });

  test('is gone when an effect that would not matter is improbable', () => {
    const small = assessment('latency', subject, { verdict: 'normal', p: 1e-6, matters: false });
    let { open } = live([], [assessed('latency', '!')], contextAt(0));
    for (let window = 1; window <= 3; window += 1) open = live(open, [small], contextAt(window)).open;
    expect(open).toEqual([]);
  });

  test('keeps its key over episodes and gets a new id with each', () => {
    const [first] = live([], [assessed('latency', '!')], contextAt(0)).open;
    const [again] = live([], [assessed('latency', '!')], contextAt(9)).open;
    expect(again?.key).toBe(first?.key);
    expect(again?.id).not.toBe(first?.id);
  });

  test.each(['pending', 'firing'] as const)('that is %s ends in a rebase', (status) => {
    const { open } = live([], [assessed('latency', status === 'firing' ? '!' : 'x')], contextAt(0));
    expect(open.map((f) => f.status)).toEqual([status]);
    const lives = live(open, [assessed('latency', '!')], contextAt(1, { rebasing: true, learning: true }));
    expect(lives.open).toEqual([]);
    expect(lives.changed).toMatchObject([{ status: 'resolved', resolution: 'rebased', endsAt: 600 }]);
  });

  test('does not begin while the window only teaches', () => {
    expect(live([], [assessed('latency', '!')], contextAt(0, { learning: true }))).toEqual({
      open: [],
      changed: [],
    });
  });

  test('without its numbers is a broken promise', () => {
    const { observed: _, ...bare } = assessment('latency', subject);
    expect(() => live([], [bare], contextAt(0))).toThrow(
      'an anomalous assessment needs observed, expected and p',
    );
  });
});

describe('A presence read', () => {
  const presence = (window: number, lagSeconds: number): JudgingContext => {
    const at = contextAt(window);
    return { ...at, read: { ...at.read, kind: 'presence', lagSeconds } };
  };

  test('begins a new edge, marked as seen late where it came after the settlement', () => {
    const [early] = live([], [assessed('new-edge', 'x')], presence(0, 60)).open;
    expect(early).toMatchObject({ status: 'firing', age: 0 });
    expect(Object.keys(early ?? {})).not.toContain('seenLate');
    expect(live([], [assessed('new-edge', 'x')], presence(0, 900)).open).toMatchObject([{ seenLate: true }]);
  });

  test('touches no other finding', () => {
    const { open } = live([], [assessed('latency', 'x')], contextAt(0));
    expect(live(open, [], presence(0, 900))).toEqual({ open, changed: [] });
  });

  test('that sees a new edge again counts its clean windows anew', () => {
    let { open } = live([], [assessed('new-edge', 'x')], contextAt(0));
    for (let window = 1; window < 5; window += 1) open = live(open, [], contextAt(window)).open;
    expect(open).toMatchObject([{ clean: 4 }]);
    const lives = live(open, [assessed('new-edge', 'x')], presence(4, 900));
    expect(lives.open).toMatchObject([{ clean: 0, status: 'firing' }]);
    expect(lives.changed).toEqual([]);
  });
});
