import { emptyPart, learnWindow } from '../../../analysis/baseline/part';
import { lossesOf } from '../../../analysis/incident/losses';
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
  const lost = lossesOf(seen(now), part);
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

  test('of a usual window there are none', () => {
    const usual = { 'x||>a||': 100, 'a||>b||': 50 };
    expect(ranking(usual, usual)).toEqual([]);
  });
});
