import { emptyPart, learnWindow } from '../../../analysis/baseline/part';
import { lossesOf } from '../../../analysis/incident/losses';
import type { Part } from '../../../analysis/model/baseline';
import type { Family } from '../../../analysis/model/observation';
import { observation } from '../support/question';

const families: ReadonlySet<Family> = new Set(['presence', 'volume', 'latency', 'outcomes']);
type Calls = Readonly<Record<string, number>>;
const seen = (calls: Calls) =>
  Object.entries(calls).map(([subject, n]) => observation({ calls: n }, subject));

/** Services by how many calls they lost by themselves, most first. */
function ranking(usual: Calls, now: Calls): [string, number][] {
  const lessons = seen(usual).map((o) => ({ subject: o.subject, observation: o, families }));
  const part = learnWindow(emptyPart(), { start: 0, end: 300 }, lessons);
  const lost = lossesOf(seen(now), part, { start: 300, end: 600 });
  const services = [...new Set(Object.keys(usual).flatMap((subject) => subject.split('>')))];
  return services
    .map((service): [string, number] => [service, lost(service)])
    .filter(([, calls]) => calls > 0)
    .sort((a, b) => b[1] - a[1]);
}

const fan = (count: number, calls: number, name: (i: number) => string): Calls =>
  Object.fromEntries(Array.from({ length: count }, (_, i) => [name(i), calls] as const));

describe('Lost calls', () => {
  test.each<[string, Calls, Calls, string]>([
    ['of one edge are its caller’s', { 'x||>a||': 100, 'a||>b||': 50 }, { 'x||>a||': 100 }, 'a||'],
    ['that many make to one service are that service’s', fan(50, 20, (i) => `c${i}||>t||`), {}, 't||'],
    [
      'of one caller to many are the caller’s',
      { 'x||>h||': 90, ...fan(50, 20, (i) => `h||>t${i}||`) },
      { 'x||>h||': 90 },
      'h||',
    ],
    [
      'that run dry down a chain are lost where the chain broke',
      { 'x||>g||': 100, 'g||>a||': 100, 'a||>b||': 300 },
      { 'x||>g||': 100, 'g||>a||': 10, 'a||>b||': 30 },
      'g||',
    ],
  ])('%s', (_what, usual, now, first) => {
    expect(ranking(usual, now)[0]?.[0]).toBe(first);
  });

  test('are those that this hour lets expect: a quiet night loses none', () => {
    const [toShop, toOrders] = ['x||>shop||', 'shop||>orders||'];
    const calls = (hour: number): number => (hour < 6 ? 10 : 100);
    const part = Array.from({ length: 24 * 6 }).reduce<Part>((before, _, hour) => {
      const shown = seen({ [toShop]: calls(hour % 24), [toOrders]: calls(hour % 24) });
      const lessons = shown.map((o) => ({ subject: o.subject, observation: o, families }));
      return learnWindow(before, { start: hour * 3_600, end: hour * 3_600 + 3_600 }, lessons);
    }, emptyPart());
    const night = { start: 146 * 3_600, end: 147 * 3_600 };
    const lost = lossesOf(seen({ [toShop]: 10, [toOrders]: 0 }), part, night);
    expect(lost('x||')).toBeLessThan(3);
    expect(lost('shop||')).toBeGreaterThan(8);
  });

  test('of a usual window there are none', () => {
    const usual = { 'x||>a||': 100, 'a||>b||': 50 };
    expect(ranking(usual, usual)).toEqual([]);
  });
});
