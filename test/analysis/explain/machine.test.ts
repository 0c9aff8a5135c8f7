import fc from 'fast-check';
import { alertOf } from '../../../analysis/explain/alert';
import { eventMessage } from '../../../analysis/explain/event';
import { utf8Bytes } from '../../../analysis/explain/fitting';
import { machineMessage } from '../../../analysis/explain/machine';
import { checker } from '../../cli/support/schema';
import { anyAlert } from '../support/any-alert';
import { cases } from '../support/cases';
import { finding } from '../support/finding';
import { around, incident } from '../support/told';

const isAlert = checker('alert');
const isEvent = checker('event');

test.each(cases)('The JSON of %s is true to its schema', (_what, alert) => {
  const { id, body } = machineMessage(alert);
  expect(id).toMatch(/^b{16}-(firing|resolved)-1-machine$/);
  expect(isAlert(JSON.parse(body))).toEqual([]);
  expect(JSON.parse(body)).toMatchSnapshot();
});

test.each(cases)('The event of %s is true to its schema and holds the same alert', (_what, alert) => {
  const { id, subject, body } = eventMessage(alert);
  const { metadata, data } = JSON.parse(body);
  expect(id).toMatch(/^b{16}-(firing|resolved)-1-events$/);
  expect(isEvent({ metadata, data })).toEqual([]);
  expect(data).toEqual(JSON.parse(machineMessage(alert).body));
  expect({ detailType: subject, metadata }).toMatchSnapshot();
});

test('Whatever services are called, alert and event are true to their schemas', () => {
  fc.assert(
    fc.property(anyAlert, (alert) => {
      expect(isEvent(JSON.parse(eventMessage(alert).body))).toEqual([]);
    }),
    { numRuns: 200 },
  );
});

describe('An incident of more findings than an event has room for', () => {
  const letters = ['x', '€', '\u{1f600}'];
  const many = Array.from({ length: 1_500 }, (_, i) =>
    finding('latency', `${letters[i % 3]?.repeat(60)}${i}||>orders|AWS::DynamoDB::Table|`, {
      incidentId: 'bbbbbbbbbbbbbbbb',
    }),
  );
  const alert = alertOf({ incident: incident(many), findings: many, stage: 'opened' }, around);

  test.each([
    ['JSON', machineMessage(alert).body, (body: string) => JSON.parse(body)],
    ['event', eventMessage(alert).body, (body: string) => JSON.parse(body).data],
  ])('is cut to it as %s, and says how many it left out', (_what, body, dataOf) => {
    expect(utf8Bytes(body)).toBe(Buffer.byteLength(body));
    expect(utf8Bytes(body)).toBeLessThan(240_000);
    expect(utf8Bytes(body)).toBeGreaterThan(200_000);
    const { findings, findingsLeftOut } = dataOf(body);
    expect(findings[0].id).toBe(alert.lead.id);
    expect(findings.length + findingsLeftOut).toBe(1_500);
  });

  test('lists at most 2,000 ids of them, and counts the others', () => {
    const ids = Array.from({ length: 20_000 }, (_, i) => i.toString(16).padStart(16, '0'));
    const one = { ...alert, others: [], incident: { ...alert.incident, findings: ids } };
    const data = JSON.parse(machineMessage(one).body);
    expect(isAlert(data)).toEqual([]);
    expect(data.incident.findings).toHaveLength(2_000);
    expect(data.findingIdsLeftOut).toBe(18_000);
  });
});
