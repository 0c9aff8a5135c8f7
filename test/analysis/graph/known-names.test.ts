import { knownUnder, observationsUnder, subjectUnder } from '../../../analysis/graph/known-names';
import type { Known } from '../../../analysis/model/baseline';
import { known, observation } from '../support/question';

const rules = [{ name: 't-*.crm', type: 'remote', to: { name: 'crm' } }];
const first = 'web||>t-1.crm|remote|';
const second = 'web||>t-2.crm|remote|';
const joined = 'web||>crm|remote|';
const mapOf = (...all: Known[]) => new Map(all.map((one) => [one.subject, one] as const));

describe('What is known under the names that rules give now', () => {
  test('is the same map where no rule changes a name', () => {
    const same = mapOf(known('learned', {}, 'web||'), known('learned', {}, joined));
    expect(knownUnder(rules, same)).toBe(same);
    expect(knownUnder([], mapOf(known('learned', {}, first)))).toEqual(mapOf(known('learned', {}, first)));
  });

  test('is the best that was known of any name that is now one', () => {
    const all = mapOf(
      known(
        'learned',
        { firstSeen: 10, lastSeen: 500, windows: 40, lastSettled: 90, longestSilence: 9 },
        first,
      ),
      known(
        'candidate',
        { firstSeen: 20, lastSeen: 900, windows: 3, lastSettled: 100, longestSilence: 2 },
        second,
      ),
    );
    const one = { firstSeen: 10, lastSeen: 900, windows: 40, lastSettled: 100, longestSilence: 2 };
    expect(knownUnder(rules, all)).toEqual(mapOf(known('learned', one, joined)));
  });

  test('names nodes, calls and links', () => {
    expect(
      ['t-1.crm|remote|', 't-1.crm|remote|>>web||', 't-1.crm||'].map((s) => subjectUnder(rules, s)),
    ).toEqual(['crm|remote|', 'crm|remote|>>web||', 't-1.crm||']);
  });

  test('of stored observations is their sum', () => {
    const stored = [observation({ calls: 3, fault: 1 }, first), observation({ calls: 2 }, second)];
    expect(observationsUnder(rules, stored)).toEqual([observation({ calls: 5, fault: 1 }, joined)]);
    const own = [observation({ calls: 3 }, 'web||>other||')];
    expect(observationsUnder(rules, own)).toBe(own);
  });
});
