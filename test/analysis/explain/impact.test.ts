import { impactOf, impactWords } from '../../../analysis/explain/impact';
import type { Observation } from '../../../analysis/model/observation';

const calls = (subject: string, total: number): Observation => ({
  subject,
  seen: total > 0,
  outcomes: { ok: total, error: 0, throttle: 0, fault: 0, total },
  latency: [],
  latencySumSeconds: 0,
});
/** Two ways in: web needs cart and orders, admin needs orders only. */
const window = [
  calls('web|client|>web||', 120),
  calls('admin|client|>admin||', 30),
  calls('web||>cart||', 100),
  calls('cart||>orders||', 90),
  calls('admin||>orders||', 10),
];
const words = (subject: string, seen = window): string | undefined => {
  const impact = impactOf({ subject }, seen);
  return impact && impactWords(impact);
};

describe('Whom trouble may hit', () => {
  test.each([
    ['orders||', 'up to 150 of 150 (all of the sampled requests): those that enter at web, admin'],
    ['cart||>orders||', 'up to 120 of 150 (80 % of the sampled requests): those that enter at web'],
    ['admin||>orders||', 'up to 30 of 150 (20 % of the sampled requests): those that enter at admin'],
    ['web|client|>web||', 'up to 120 of 150 (80 % of the sampled requests): those that enter at web'],
    ['lonely||', 'no request of the sampled ones of this window can reach it'],
  ])('%s: %s', (subject, expected) => {
    expect(words(subject)).toBe(expected);
  });

  test('names three entry points and counts the rest', () => {
    const many = ['a', 'b', 'c', 'd', 'e'].flatMap((name, i) => [
      calls(`${name}|client|>${name}||`, 10 - i),
      calls(`${name}||>hub||`, 5),
    ]);
    expect(words('hub||', many)).toMatch(/those that enter at a, b, c and 2 more$/);
  });

  test('is not known where the window shows no clients', () => {
    expect(words('orders||', window.slice(2))).toBeUndefined();
  });
});
