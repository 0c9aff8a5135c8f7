import Ajv from 'ajv/dist/2020';
import { sampleMessages } from '../../../analysis/explain/sample';
import type { Topic } from '../../../analysis/model/record';
import { checker } from '../../cli/support/schema';
import { describeWithReference, referenceJson } from '../../support/reference';

const at = { scope: '111122223333/eu-west-1/test', now: 1_767_225_600 };
const parsed = (topic: Topic) => sampleMessages(topic, at).map(({ body }) => JSON.parse(body));

describe('A test of a channel', () => {
  test.each(['alerts', 'operations'] as const)('reads to people on %s as what it is', (topic) => {
    expect(sampleMessages(topic, at).map(({ subject, body }) => `${subject}\n\n${body}`)).toMatchSnapshot();
  });

  test.each(['alerts', 'operations', 'chat', 'machine', 'ocsf'] as const)(
    'says so at the beginning of its subject on %s, and is of severity info',
    (topic) => {
      for (const { subject, attributes } of sampleMessages(topic, at)) {
        expect(subject).toMatch(/^\[TEST\] /);
        expect(attributes.severity).toBe('info');
      }
    },
  );

  test('offers no buttons in a chat, and asks nobody to do anything', () => {
    const [{ content, metadata }] = parsed('chat');
    expect(metadata.enableCustomActions).toBe(false);
    expect(content.title).toMatch(/^\[TEST\]/);
    expect(content.nextSteps).toEqual(['Nothing: this shows only that alerts arrive here.']);
  });

  test('is an alert to programs, marked as a test', () => {
    const [alert] = parsed('machine');
    expect(checker('alert')(alert)).toEqual([]);
    expect(alert).toMatchObject({ test: true, status: 'opened', severity: 'info' });
  });

  test('opens and ends on an event bus, on one key', () => {
    const events = parsed('events');
    for (const event of events) expect(checker('event')(event)).toEqual([]);
    expect(events.map(({ data }) => [data.test, data.status])).toEqual([
      [true, 'opened'],
      [true, 'resolved'],
    ]);
    expect(new Set(events.map(({ metadata }) => metadata.dedupKey)).size).toBe(1);
    expect(new Set(events.map(({ metadata }) => metadata.eventId)).size).toBe(2);
  });

  test('is another one each time', () => {
    const ids = [at.now, at.now + 1].map((now) => sampleMessages('alerts', { ...at, now })[0]?.id);
    expect(new Set(ids).size).toBe(2);
  });
});

describeWithReference('The schema of OCSF class 2004', () => {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(
    referenceJson('ocsf-detection-finding-2004.schema.json'),
  );

  test('takes a test, whose verdict is Test', () => {
    const [finding] = parsed('ocsf');
    expect(validate(finding) ? [] : validate.errors).toEqual([]);
    expect(finding.verdict_id).toBe(6);
  });
});
