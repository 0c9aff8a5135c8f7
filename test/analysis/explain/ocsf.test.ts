import Ajv from 'ajv/dist/2020';
import fc from 'fast-check';
import { alertOf } from '../../../analysis/explain/alert';
import { ocsfMessage } from '../../../analysis/explain/ocsf';
import type { FindingKind } from '../../../analysis/model/assessment';
import { productVersion } from '../../../analysis/model/version';
import { version } from '../../../package.json';
import { describeWithReference, referenceJson } from '../../support/reference';
import { anyAlert } from '../support/any-alert';
import { cases } from '../support/cases';
import { finding } from '../support/finding';
import { around, incident, told } from '../support/told';

test.each(cases)('The OCSF finding of %s reads as its class says', (_what, alert) => {
  const { id, body } = ocsfMessage(alert);
  expect(id).toMatch(/^b{16}-(firing|resolved)-1-ocsf$/);
  expect(JSON.parse(body)).toMatchSnapshot();
});

test('The product version of an OCSF finding is the version of the package', () => {
  expect(productVersion).toBe(version);
});

test('An OCSF finding of more signals than a message has room for is cut to it and says how many it left out', () => {
  const many = Array.from({ length: 1_000 }, (_, i) =>
    finding('latency', `${'x'.repeat(99)}${i}||>orders||`),
  );
  const { body } = ocsfMessage(
    alertOf({ incident: incident(many), findings: many, stage: 'opened' }, around),
  );
  const { anomaly_analyses: analyses, unmapped } = JSON.parse(body);
  expect(Buffer.byteLength(body)).toBeLessThan(240_000);
  expect(unmapped.findings).toHaveLength(analyses.length);
  expect(analyses.length + unmapped.findingsLeftOut).toBe(1_000);
  expect(unmapped.findingsLeftOut).toBeGreaterThan(0);
});

describeWithReference('The schema of OCSF class 2004', () => {
  const ajv = new Ajv({ allErrors: true, strict: false });
  const validate = ajv.compile(referenceJson('ocsf-detection-finding-2004.schema.json'));
  const mistakes = (value: unknown) => (validate(value) ? [] : (validate.errors ?? []));

  test.each(Object.keys(told) as FindingKind[])('takes a finding of kind %s at every stage', (kind) => {
    const findings = [told[kind]];
    for (const stage of ['opened', 'updated', 'resolved'] as const) {
      const alert = alertOf({ incident: incident(findings), findings, stage }, around);
      expect(mistakes(JSON.parse(ocsfMessage(alert).body))).toEqual([]);
    }
  });

  test.each(cases)('takes %s', (_what, alert) => {
    expect(mistakes(JSON.parse(ocsfMessage(alert).body))).toEqual([]);
  });

  test('takes any incident, whatever its services are called', () => {
    fc.assert(
      fc.property(anyAlert, (alert) => {
        expect(mistakes(JSON.parse(ocsfMessage(alert).body))).toEqual([]);
      }),
      { numRuns: 200 },
    );
  });

  test('refuses a finding without a severity, and one with a member that is not of its class', () => {
    const [, alert] = cases[0] ?? [];
    const good = alert && JSON.parse(ocsfMessage(alert).body);
    expect(mistakes(good)).toEqual([]);
    expect(mistakes({ ...good, severity_id: undefined })).not.toEqual([]);
    expect(mistakes({ ...good, trace: 'x' })).not.toEqual([]);
  });
});
