import { doubtsOf } from '../../../analysis/baseline/doubt';
import type { Norm } from '../../../analysis/model/baseline';
import { ratioNorm } from '../../../analysis/stats/dispersion';
import { histogramQuantile } from '../../../analysis/stats/histogram';
import { normalFrom, poissonFrom, randomFrom } from '../../laws/random';
import { beginning, type Course, onward, origin, settingsFor } from '../support/course';
import { edge, observation, type Shown, taught, windows } from '../support/question';

const week = 2_016;
const settings = settingsFor(300, 604_800);

/** What is wrong in a window: so many of its calls fail, or take so many times as long. */
interface Trouble {
  readonly fault?: number;
  readonly times?: number;
}

/** A window of about forty calls of which one in a hundred fails, with levels that vary by a tenth. */
function shown(random: () => number, { fault = 0.01, times = 1 }: Trouble = {}): Shown {
  const calls = 1 + poissonFrom(random, 40 * Math.exp(0.15 * normalFrom(random)));
  const level = 0.1 * times * Math.exp(0.1 * normalFrom(random));
  const seconds = Array.from({ length: calls }, () => level * Math.exp(0.5 * normalFrom(random)));
  return {
    calls,
    fault: seconds.filter(() => random() < fault).length,
    seconds: (call) => seconds[call] ?? 0,
  };
}

/** A week of learning, with trouble in the windows that are said to have it, by their number. */
function learned(trouble: (index: number) => Trouble | undefined): { course: Course; norm: Norm } {
  const random = randomFrom(31);
  const course = onward(beginning, week, (start) => shown(random, trouble((start - origin) / 300)), settings);
  const norm = course.state.baseline.pooled.norms.get(edge);
  if (norm === undefined) throw new Error('the edge was learned');
  return { course, norm };
}
/** What fires when the week is followed by so many windows of this. */
const firedAfter = (course: Course, count: number, trouble?: Trouble): string[] => {
  const random = randomFrom(32);
  return onward(course, count, () => shown(random, trouble), settings).fired.map(({ kind }) => kind);
};
const during =
  (first: number, count: number, trouble: Trouble) =>
  (index: number): Trouble | undefined =>
    index >= first && index < first + count ? trouble : undefined;

const untouched = learned(() => undefined);
/** What half a calm day fires by chance after a week without trouble. */
const byChance = firedAfter(untouched.course, 144);
const noon = 3 * 288 + 144;

describe('Trouble in a learned week', () => {
  const cases: [string, number, Trouble, string][] = [
    ['eight hours of faults of 30 %', 96, { fault: 0.3 }, 'fault-ratio'],
    ['five hours of three times the latency', 60, { times: 3 }, 'latency'],
  ];

  describe.each(cases)('%s', (_what, count, trouble, kind) => {
    const { course, norm } = learned(during(noon, count, trouble));

    test('leaves the norm as good as untouched', () => {
      const [troubled, calm] = [norm, untouched.norm].map(({ fault, trials }) => ratioNorm(fault, trials));
      expect(troubled?.p).toBeLessThan((calm?.p ?? 0) * 1.15);
      expect(troubled?.rho).toBeLessThan((calm?.rho ?? 0) + 0.005);
      for (const quantile of [0.5, 0.9, 0.99]) {
        const [slow = 0, usual = 0] = [norm, untouched.norm].map(({ latency }) =>
          histogramQuantile(latency, quantile),
        );
        expect(slow / usual).toBeGreaterThan(0.97);
        expect(slow / usual).toBeLessThan(1.04);
      }
    });

    test('fires when it comes again, and makes nothing else fire', () => {
      expect(firedAfter(course, 6, trouble)).toContain(kind);
      expect(byChance).toEqual(expect.arrayContaining(firedAfter(course, 144)));
    });

    test('was set aside, and no more than it', () => {
      expect(norm.setAside).toBeGreaterThan(0.8 * count);
      expect(norm.setAside).toBeLessThanOrEqual(count + 5);
    });
  });
});

describe('A level that moves for good in the middle of the learning range', () => {
  test.each<[string, Trouble, string]>([
    ['of faults', { fault: 0.3 }, 'fault-ratio'],
    ['of latency', { times: 3 }, 'latency'],
  ])('%s is learned: no more than a tenth is set aside for it', (_what, moved, kind) => {
    const { course, norm } = learned(during(week / 2, week, moved));
    expect(norm.setAside).toBeLessThanOrEqual(0.1 * norm.calls.n);
    expect(firedAfter(course, 144, moved)).not.toContain(kind);
    const half = histogramQuantile(norm.latency, 0.9) / histogramQuantile(untouched.norm.latency, 0.9);
    if (moved.times) expect(half).toBeGreaterThan(1.5);
    else expect(ratioNorm(norm.fault, norm.trials).p).toBeGreaterThan(0.1);
  });
});

describe('What looks like trouble', () => {
  const norm = taught(windows(100, { calls: 50, fault: 1 })).norms.get(edge);
  const doubts = (of: Shown, slower = 0, by: Norm | undefined = norm) =>
    doubtsOf(observation(of), by, slower);

  test.each<[string, Shown, readonly string[]]>([
    ['nothing of the usual', { calls: 51, fault: 2 }, []],
    ['failures that no such window had', { calls: 50, fault: 20 }, ['outcomes']],
    ['hardly any calls', { calls: 1, fault: 0 }, ['volume', 'fanOut']],
    ['a flood of calls', { calls: 5_000, fault: 100 }, ['volume', 'fanOut']],
    ['a mean that no such window had', { calls: 50, fault: 1, seconds: () => 0.5 }, ['latency']],
    ['not what is faster', { calls: 50, fault: 1, seconds: () => 0.01 }, []],
  ])('is %s', (_what, of, families) => {
    expect(doubts(of)).toEqual(families);
  });

  test('is no latency that is usual at its time', () => {
    expect(doubts({ calls: 50, fault: 1, seconds: () => 0.5 }, Math.log(5))).toEqual([]);
  });

  test('is nothing while less than two hours were learned, or a tenth was set aside', () => {
    const trouble = { calls: 50, fault: 20 };
    expect(doubts(trouble, 0, taught(windows(23, { calls: 50, fault: 1 })).norms.get(edge))).toEqual([]);
    expect(doubts(trouble, 0, norm && { ...norm, setAside: 9 })).toEqual(['outcomes']);
    expect(doubts(trouble, 0, norm && { ...norm, setAside: 9.5 })).toEqual([]);
  });
});
