import { carryIncident } from '../../../analysis/incident/incidents';
import type { Incident, Origin } from '../../../analysis/model/finding';
import { finding } from '../support/finding';

const slow = finding('latency', 'orders||>table||');
const suspects = (...of: [name: string, score: number][]): Origin[] =>
  of.map(([name, score]) => ({ name, type: '', score }));
const incident: Incident = {
  type: 'incident',
  key: 'key',
  id: 'id',
  status: 'firing',
  revision: 1,
  startsAt: 0,
  detectedAt: 300,
  severity: 'medium',
  confidence: 0.8,
  findings: [slow.id],
  origins: suspects(['table', 1], ['orders', 0.9]),
};
const read = { window: { start: 300, end: 600 }, kind: 'settlement' as const, lagSeconds: 180 };

describe('The first suspect of an open incident', () => {
  test.each<[string, [string, number][], string, number]>([
    [
      'stays while another is hardly more suspected',
      [
        ['orders', 1],
        ['table', 0.85],
      ],
      'table',
      1,
    ],
    [
      'moves to one that is clearly more suspected',
      [
        ['orders', 1],
        ['table', 0.5],
      ],
      'orders',
      2,
    ],
    ['moves when it is suspected no more', [['orders', 1]], 'orders', 2],
  ])('%s', (_what, now, first, revision) => {
    const members = { members: [slow], back: false };
    const carried = carryIncident(incident, members, read, () => suspects(...now));
    expect([carried.origins[0]?.name, carried.revision]).toEqual([first, revision]);
  });
});
