import { messagesOf } from '../../../analysis/explain/messages';
import { tellings } from '../../../analysis/explain/tellings';
import { type LineState, newLine } from '../../../analysis/line';
import type { Incident, Transition } from '../../../analysis/model/finding';
import type { Entry, FormatTopic, Open, StepRecord } from '../../../analysis/model/record';
import { parseSettings } from '../../../functions/settings';
import { entry } from '../../support/entry';
import { finding } from '../support/finding';

const settings = parseSettings({ environment: 'prod' });
const slow = finding('latency', 'shop||>orders|AWS::DynamoDB::Table|');
const incident: Incident = {
  type: 'incident',
  key: 'k',
  id: 'i',
  status: 'firing',
  revision: 1,
  startsAt: 0,
  detectedAt: 300,
  severity: 'medium',
  confidence: 0.9,
  findings: [slow.id],
  origins: [{ name: 'orders', type: 'AWS::DynamoDB::Table', score: 1 }],
};
const seen = {
  subject: 'shop||',
  seen: true,
  outcomes: { ok: 1, error: 0, throttle: 0, fault: 0, total: 1 },
  latency: [],
  latencySumSeconds: 0,
};

const stateBefore = (open: Partial<Open> = {}, recent: readonly Entry[] = []): LineState => ({
  ...newLine('test', 0),
  open: { findings: [slow], incidents: [], ...open },
  recent,
});
const record = (
  transitions: readonly Transition[],
  entries: readonly Entry[] = [entry({ observations: [seen] })],
): StepRecord => ({
  sequence: 1,
  scope: 'test',
  cursor: { dueAt: 480, windowStart: 0, origin: 0 },
  entries,
  transitions,
  messages: [],
  open: { findings: [slow], incidents: [] },
});
const stages = (state: LineState, ...transitions: readonly Transition[]) =>
  tellings(state.open, record(transitions)).map(({ stage }) => stage);

describe('People are told of an incident', () => {
  test('when it opens and when it is over', () => {
    expect(stages(stateBefore(), incident)).toEqual(['opened']);
    expect(
      stages(stateBefore({ incidents: [incident] }), { ...incident, status: 'resolved', endsAt: 600 }),
    ).toEqual(['resolved']);
  });

  test('when it becomes worse or its probable origin moves, and not when a finding merely joins', () => {
    const open = stateBefore({ incidents: [incident] });
    expect(stages(open, { ...incident, revision: 2, severity: 'high' })).toEqual(['updated']);
    expect(stages(open, { ...incident, revision: 2, origins: [{ name: 'shop', score: 1 }] })).toEqual([
      'updated',
    ]);
    expect(stages(open, { ...incident, revision: 2, findings: [slow.id, 'another'] })).toEqual([]);
  });

  test('once for one id, status and revision', () => {
    const [message] = messagesOf(stateBefore(), record([incident]), new Map(), settings);
    expect(message).toMatchObject({ id: 'i-firing-1', topic: 'alerts' });
  });
});

describe('The formats', () => {
  const ids = (formats: readonly FormatTopic[]) =>
    messagesOf(stateBefore(), record([incident]), new Map(), settings, formats).map(({ topic, id }) => [
      topic,
      id,
    ]);

  test('that nobody asked for are not rendered', () => {
    expect(ids([])).toEqual([['alerts', 'i-firing-1']]);
    expect(ids(['machine'])).toEqual([
      ['alerts', 'i-firing-1'],
      ['machine', 'i-firing-1-machine'],
    ]);
  });

  test('have an id each, so that one incident, status and revision has one text on a topic', () => {
    expect(ids(['events', 'chat', 'machine', 'ocsf'])).toEqual([
      ['alerts', 'i-firing-1'],
      ['chat', 'i-firing-1-chat'],
      ['machine', 'i-firing-1-machine'],
      ['ocsf', 'i-firing-1-ocsf'],
      ['events', 'i-firing-1-events'],
    ]);
  });
});

describe('More incidents than messagesPerRun', () => {
  const severities = ['low', 'critical', 'medium', 'high'] as const;
  const stormy = Array.from({ length: 26 }, (_, i): Incident => {
    const isOver = i % 13 === 0;
    return {
      ...incident,
      id: `i${String(i).padStart(2, '0')}`,
      severity: severities[i % 4] ?? 'low',
      ...(isOver ? { status: 'resolved', endsAt: 600, resolution: 'back-to-normal' } : {}),
    };
  });
  const few = { ...settings, messagesPerRun: 4, owners: [{ pattern: 'orders', team: 'storage' }] };
  const all = ['chat', 'machine', 'ocsf', 'events'] as const;
  const storm = messagesOf(stateBefore(), record(stormy), new Map(), few, all);
  const on = (topic: string) => storm.filter((message) => message.topic === topic);

  test('are told to people one by one up to it, the worst first, and the rest in one digest that names each', () => {
    expect(on('alerts').map(({ id }) => id)).toEqual([
      'i01-firing-1',
      'i05-firing-1',
      'i09-firing-1',
      'i17-firing-1',
      'digest-1',
    ]);
    const texts = on('alerts')
      .map(({ id, body }) => `${id} ${body}`)
      .join();
    expect(stormy.filter(({ id }) => !texts.includes(id))).toEqual([]);
    expect(on('alerts').at(-1)).toMatchSnapshot();
  });

  test('are told to a chat in the same way', () => {
    expect(on('chat').map(({ id }) => id)).toEqual([
      'i01-firing-1-chat',
      'i05-firing-1-chat',
      'i09-firing-1-chat',
      'i17-firing-1-chat',
      'digest-1-chat',
    ]);
    expect(JSON.parse(on('chat').at(-1)?.body ?? '')).toMatchSnapshot();
  });

  test('are told to programs all, because a page is closed by the event of its own end only', () => {
    for (const topic of ['machine', 'ocsf', 'events']) expect(on(topic)).toHaveLength(26);
  });

  test('are no digest as long as they fit', () => {
    const fits = messagesOf(stateBefore(), record(stormy), new Map(), { ...settings, messagesPerRun: 26 });
    expect(fits.map(({ id }) => id)).toEqual(stormy.map(({ id, status }) => `${id}-${status}-1`));
  });
});

test('of evidence that adds up, the alert says that no window alone proves it, and since when', () => {
  const added = { ...slow, addsUp: true, startsAt: 1_700_000_100 };
  const told = (lead: typeof slow): string => {
    const of = { ...record([incident]), open: { findings: [lead], incidents: [] } };
    return messagesOf(stateBefore(), of, new Map(), settings)[0]?.body ?? '';
  };
  expect(told(added)).toContain(
    'Evidence:  no window alone proves it; what each shows since 2023-11-14 22:15\n           UTC adds up',
  );
  expect(told(slow)).not.toContain('Evidence:');
});

describe('An empty graph', () => {
  const words = (recent: readonly Entry[], now: Entry) =>
    messagesOf(stateBefore({}, recent), record([], [now]), new Map(), settings).map(
      ({ topic, subject }) => `${topic}: ${subject}`,
    );

  test('is told to those who run the watcher, once, and again only after services were seen', () => {
    const told = ['operations: tracenorm: X-Ray shows no service at all'];
    expect(words([], entry())).toEqual(told);
    expect(words([entry({ observations: [seen] })], entry())).toEqual(told);
    expect(words([entry()], entry())).toEqual([]);
    expect(words([], entry({ observations: [seen] }))).toEqual([]);
  });

  test('is not what a gap is: of a gap nothing is known', () => {
    expect(words([], entry({ gap: true }))).toEqual([]);
  });
});
