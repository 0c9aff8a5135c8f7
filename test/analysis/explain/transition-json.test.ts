import { transitionJson } from '../../../analysis/explain/transition-json';
import type { Finding, Incident } from '../../../analysis/model/finding';
import { checker } from '../../cli/support/schema';

const finding: Finding = {
  type: 'finding',
  key: '00000000000000aa',
  id: '00000000000000ab',
  kind: 'new-node',
  subject: 'audit||',
  status: 'pending',
  revision: 1,
  startsAt: 1_681_741_500,
  detectedAt: 1_681_741_800.5,
  severity: 'low',
  confidence: 0.9,
  target: { name: 'audit' },
  observed: { value: 3, unit: 'calls', count: 3 },
  expected: { lower: 0, center: 0, upper: 0, unit: 'calls', windows: 379 },
  score: 3.7,
  why: 'never seen',
  hits: [1_681_741_800],
  clean: 0,
  calm: 0,
  age: 1,
};
const incident: Incident = {
  type: 'incident',
  key: '00000000000000ba',
  id: '00000000000000bb',
  status: 'resolved',
  revision: 2,
  startsAt: 1_681_741_500,
  endsAt: 1_681_745_100,
  detectedAt: 1_681_745_100,
  severity: 'low',
  confidence: 0.9,
  findings: ['00000000000000ab'],
  origins: [{ name: 'audit', score: 1 }],
  resolution: 'rebased',
};

test('a finding is written without what is internal or absent, members in a fixed order', () => {
  expect(JSON.stringify(transitionJson(finding))).toBe(
    '{"type":"finding","key":"00000000000000aa","id":"00000000000000ab","status":"pending","revision":1,' +
      '"kind":"new-node","startsAt":"2023-04-17T14:25:00Z","detectedAt":"2023-04-17T14:30:00.500Z",' +
      '"severity":"low","confidence":0.9,"target":{"name":"audit"},' +
      '"observed":{"value":3,"unit":"calls","count":3},' +
      '"expected":{"lower":0,"center":0,"upper":0,"unit":"calls","windows":379},"score":3.7,"why":"never seen"}',
  );
});

test('a new edge is written with what its calls do', () => {
  const calls = {
    calls: 2,
    operations: [{ name: 'GET', count: 2 }],
    resources: [{ name: 'api.example.com/v1', count: 2 }],
    exceptions: [],
    first: { caller: 'web', at: 1_681_741_500.25, trace: '1-643d5f2c-000000000000000000000001' },
  };
  const written = transitionJson({ ...finding, kind: 'new-edge', calls });
  expect(written.calls).toEqual({
    ...calls,
    first: { ...calls.first, at: '2023-04-17T14:25:00.250Z' },
  });
  expect(checker('transition')(written)).toEqual([]);
  expect(checker('transition')({ ...written, calls: { calls: 2 } })).not.toEqual([]);
});

test('an incident is written with its findings and origins', () => {
  expect(JSON.stringify(transitionJson(incident))).toBe(
    '{"type":"incident","key":"00000000000000ba","id":"00000000000000bb","status":"resolved","revision":2,' +
      '"startsAt":"2023-04-17T14:25:00Z","endsAt":"2023-04-17T15:25:00Z","detectedAt":"2023-04-17T15:25:00Z",' +
      '"severity":"low","confidence":0.9,"findings":["00000000000000ab"],' +
      '"origins":[{"name":"audit","score":1}],"resolution":"rebased"}',
  );
});

test.each([finding, incident])('both are true to the schema', (transition) => {
  expect(checker('transition')(transitionJson(transition))).toEqual([]);
});
