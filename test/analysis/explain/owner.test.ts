import { matches, ownerOf } from '../../../analysis/explain/owner';
import { incident, told } from '../support/told';

test.each([
  ['orders', 'orders', true],
  ['orders', 'orders-v2', false],
  ['order*', 'orders-v2', true],
  ['*.s3.amazonaws.com', 'archive.s3.amazonaws.com', true],
  ['*.s3.amazonaws.com', 'archive-s3-amazonaws-com', false],
  ['a+(b)', 'a+(b)', true],
  ['*', 'two\nlines', true],
  ['Orders', 'orders', false],
])('Pattern %s on %j is %s', (pattern, name, expected) => {
  expect(matches(pattern, name)).toBe(expected);
});

describe('An incident belongs', () => {
  const owners = [
    { pattern: 'orders', team: 'storage' },
    { pattern: 'check*', team: 'payments', runbook: 'https://wiki.example.org/pay' },
    { pattern: '*', team: 'platform' },
  ];
  const teamOf = (kind: keyof typeof told, given = owners) => {
    const lead = told[kind];
    return ownerOf(incident([lead]), lead, given);
  };

  test('to the owner of its probable origin, by the first pattern that matches', () => {
    expect(teamOf('latency')).toEqual({ service: 'orders', team: 'storage' });
    expect(teamOf('latency', [{ pattern: '*', team: 'platform' }, ...owners])?.team).toBe('platform');
  });

  test('to the owner of the caller where the caller changed what it calls', () => {
    const payments = { service: 'checkout', team: 'payments', runbook: 'https://wiki.example.org/pay' };
    expect(teamOf('new-edge')).toEqual(payments);
    expect(teamOf('vanished-edge')).toEqual(payments);
    expect(teamOf('fan-out')).toEqual(payments);
  });

  test('to whoever owns any service of it where the origin has no owner, else to nobody', () => {
    expect(teamOf('latency', [{ pattern: 'checkout', team: 'payments' }])?.team).toBe('payments');
    expect(teamOf('latency', [{ pattern: 'web', team: 'front' }])).toBeUndefined();
    expect(teamOf('latency', [])).toBeUndefined();
  });
});
