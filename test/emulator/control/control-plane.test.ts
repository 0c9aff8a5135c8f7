import fc from 'fast-check';
import { ControlPlane } from '../../../emulator/control/control-plane';
import { ServiceFailure } from '../../../emulator/wire/failure';
import type { JsonObject } from '../../../emulator/wire/json';
import { ask, newControl, worldOf } from '../support/control-world';
import { T0 } from '../support/documents';
import { clientId, customRule } from '../support/sampling';

/** Requests that change the control plane when it is new, one of each operation that does. */
const RULE_ARN = 'arn:aws:xray:us-east-1:000000000000:sampling-rule/Default';
const CHANGES: readonly (readonly [string, JsonObject])[] = [
  ['/CreateSamplingRule', { SamplingRule: { ...customRule(), Attributes: { k: 'v' } }, Tags: [] }],
  ['/UpdateSamplingRule', { SamplingRuleUpdate: { RuleName: 'Default', FixedRate: 0.5 } }],
  [
    '/SamplingTargets',
    {
      SamplingStatisticsDocuments: [
        { RuleName: 'Default', ClientID: clientId(1), Timestamp: T0, RequestCount: 3, SampledCount: 1 },
      ],
    },
  ],
  ['/CreateGroup', { GroupName: 'mine', FilterExpression: 'fault', Tags: [{ Key: 'a', Value: 'b' }] }],
  ['/UpdateGroup', { GroupName: 'Default', InsightsConfiguration: { InsightsEnabled: true } }],
  ['/PutEncryptionConfig', { Type: 'KMS', KeyId: 'alias/a' }],
  ['/UpdateTraceSegmentDestination', { Destination: 'CloudWatchLogs', CloudWatchLogsConfiguration: {} }],
  ['/UpdateIndexingRule', { Name: 'Default', Rule: { Probabilistic: { DesiredSamplingPercentage: 7 } } }],
  ['/PutResourcePolicy', { PolicyName: 'p', PolicyDocument: '{"Statement":[]}' }],
  ['/TagResource', { ResourceARN: RULE_ARN, Tags: [{ Key: 'k', Value: 'v' }] }],
  [
    '/TelemetryRecords',
    {
      TelemetryRecords: [{ Timestamp: T0, SegmentsSentCount: 4, BackendConnectionErrors: { OtherCount: 2 } }],
    },
  ],
];
/** Requests that undo or repeat, and that are refused when there is nothing to undo. */
const MORE: readonly (readonly [string, JsonObject])[] = [
  ['/UpdateSamplingRule', { SamplingRuleUpdate: { RuleName: 'mine', Host: 'a.example' } }],
  ['/DeleteSamplingRule', { RuleName: 'mine' }],
  ['/UpdateGroup', { GroupName: 'mine', FilterExpression: 'error' }],
  ['/DeleteGroup', { GroupName: 'mine' }],
  ['/UpdateTraceSegmentDestination', { Destination: 'XRay' }],
  ['/DeleteResourcePolicy', { PolicyName: 'p' }],
  ['/UntagResource', { ResourceARN: RULE_ARN, TagKeys: ['k'] }],
];
const READS: readonly (readonly [string, JsonObject])[] = [
  ['/GetSamplingRules', {}],
  ['/SamplingStatisticSummaries', {}],
  ['/SamplingTargets', { SamplingStatisticsDocuments: [] }],
  ['/Groups', {}],
  ['/EncryptionConfig', {}],
  ['/GetTraceSegmentDestination', {}],
  ['/GetIndexingRules', {}],
  ['/ListResourcePolicies', {}],
  ['/ListTagsForResource', { ResourceARN: RULE_ARN }],
];

const restored = (control: ControlPlane, now: () => number) => {
  const kept: unknown = JSON.parse(JSON.stringify(control.snapshot()));
  return ControlPlane.restore({ now, sampling: { reservoirSize: 9, fixedRate: 0.9 } }, kept);
};
const answers = (control: ControlPlane, now: () => number) =>
  READS.map(([path, input]) => ask(path, input, worldOf(control, now)));

test.each(CHANGES)('%s is a change that is told and kept', (path, input) => {
  const changed = jest.fn();
  const control = newControl(() => T0, changed);
  const before = JSON.stringify(control.snapshot());
  expect(changed).not.toHaveBeenCalled();
  expect(
    ask(
      path,
      input,
      worldOf(control, () => T0),
    ),
  ).not.toBeInstanceOf(ServiceFailure);
  expect(changed).toHaveBeenCalled();
  expect(JSON.stringify(control.snapshot())).not.toBe(before);
});

test('a restored control plane answers as the one before, whatever had happened', () => {
  const step = fc.tuple(fc.constantFrom(...CHANGES, ...MORE), fc.integer({ min: 0, max: 7 }));
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let clock = T0;
      const now = () => clock;
      const control = newControl(now);
      for (const [[path, input], seconds] of steps) {
        clock += seconds;
        ask(path, input, worldOf(control, now));
      }
      const again = restored(control, now);
      expect(again.snapshot()).toEqual(JSON.parse(JSON.stringify(control.snapshot())));
      expect(again.groups.list()).toEqual(control.groups.list());
      expect(answers(again, now)).toEqual(answers(control, now));
      const [report] = CHANGES.filter(([path]) => path === '/SamplingTargets');
      if (report) expect(ask(...report, worldOf(again, now))).toEqual(ask(...report, worldOf(control, now)));
    }),
    { numRuns: 100 },
  );
});

test.each<[string, unknown, string]>([
  ['no object', [], 'must be a JSON object of version 1'],
  ['another version', { version: 2 }, 'must be a JSON object of version 1'],
  ['a part that is no object', { version: 1, groups: 3 }, 'groups must be an object, found 3'],
  [
    'a broken rule',
    { version: 1, samplingRules: { records: [{ SamplingRule: { RuleName: 'a' } }] } },
    'cannot be read: ResourceARN is required',
  ],
])('a snapshot that is %s is refused', (_, snapshot, message) => {
  const options = { now: () => T0, sampling: { reservoirSize: 1, fixedRate: 0.05 } };
  expect(() => ControlPlane.restore(options, snapshot)).toThrow(message);
});

/** Every way to put a value in place of one member, however deep, of a request. */
function* replaced(value: unknown, by: unknown): Generator<unknown> {
  yield by;
  if (typeof value !== 'object' || value === null) return;
  for (const [key, member] of Object.entries(value)) {
    for (const other of replaced(member, by))
      yield Array.isArray(value) ? [other] : { ...value, [key]: other };
  }
}

test('a request with any value in any place is answered or refused with a sentence, and a refusal changes nothing', () => {
  const now = () => T0;
  fc.assert(
    fc.property(fc.constantFrom(...CHANGES, ...MORE, ...READS), fc.jsonValue(), ([path, input], by) => {
      for (const broken of [...replaced(input, by)].slice(1)) {
        const control = newControl(now);
        const before = JSON.stringify(control.snapshot());
        const answer = ask(path, broken as JsonObject, worldOf(control, now)); // an object, as its first is cut off
        if (!(answer instanceof ServiceFailure)) continue;
        expect(answer.message).toMatch(/\w+ \w+/);
        expect(answer.status).toBeLessThan(500);
        expect(JSON.stringify(control.snapshot())).toBe(before);
      }
    }),
    { numRuns: 100 },
  );
});

test('telemetry is summed up, and one broken record takes none of its request in', () => {
  const control = newControl(() => T0);
  const world = worldOf(control, () => T0);
  const good = { Timestamp: T0, SegmentsReceivedCount: 5, BackendConnectionErrors: { TimeoutCount: 1 } };
  expect(ask('/TelemetryRecords', { TelemetryRecords: [good, good] }, world)).toEqual({});
  const broken = ask('/TelemetryRecords', { TelemetryRecords: [good, { SegmentsSentCount: 1 }] }, world);
  expect(broken).toMatchObject({ code: 'InvalidRequestException', message: 'Timestamp is required' });
  expect(control.telemetry.totals).toMatchObject({ Records: 2, SegmentsReceivedCount: 10, TimeoutCount: 2 });
});

test('sampling statistics stay within their bound, and the newest are kept', () => {
  const control = newControl(() => T0);
  const document = { RuleName: 'Default', ClientID: clientId(1), RequestCount: 1, SampledCount: 1 };
  const report = (n: number) =>
    control.samplingStatistics.add({ ...document, Timestamp: T0 - n * 10, BorrowCount: 0 });
  for (let n = 10_004; n >= 0; n--) report(n);
  report(10_003);
  const summaries = control.samplingStatistics.summaries();
  expect([summaries.length, summaries[0]?.Timestamp, summaries.at(-1)?.Timestamp]).toEqual([
    10_000,
    T0,
    T0 - 99_990,
  ]);
});
