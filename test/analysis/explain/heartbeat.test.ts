import { heartbeatMessage } from '../../../analysis/explain/heartbeat';
import { messagesOf } from '../../../analysis/explain/messages';
import { newLine } from '../../../analysis/line';
import type { Day } from '../../../analysis/model/day';
import type { Decision } from '../../../analysis/model/decision';
import type { Message } from '../../../analysis/model/record';
import { parseSettings } from '../../../functions/settings';
import { origin } from '../../laws/drive';
import { Line, type Links, norm } from '../support/line';
import { incident, told } from '../support/told';

/** Windows of five minutes: a line begins at 22:45 UTC, and its first day has fifteen of them. */
const [firstDay, wholeDay] = [15, 288];
const wording = { ...parseSettings({}), environment: 'prod', lagSeconds: 12 };

const heartbeats = (line: Line): Message[] =>
  line.strides
    .flatMap(({ before, record }) =>
      messagesOf(before, record, new Map(), { ...wording, ...line.settings, environment: 'prod' }),
    )
    .filter(({ id }) => id.startsWith('heartbeat-'));
const text = ({ subject, body }: Message): string => `${subject}\n\n${body}`;

describe('The heartbeat', () => {
  const line = new Line();
  let heard: readonly Message[];

  beforeAll(() => {
    const mute: Decision = {
      id: '3b7e0b6c1fd2a981',
      verb: 'mute',
      about: { subjects: [], services: ['d|remote|', 'e|remote|'], findings: [] },
      period: { start: origin, end: origin + 40 * 86_400 },
      by: 'ana',
      at: origin + (firstDay + wholeDay) * 300,
      reason: 'load test of the new depot',
    };
    const trouble: Links = [...norm, ['a', 'd', 4], ['a', 'e', 4]];
    line.settle(0, firstDay + wholeDay, norm);
    line.decisions = [mute];
    line.settle(firstDay + wholeDay, firstDay + wholeDay + 40, trouble);
    line.settle(firstDay + wholeDay + 40, firstDay + 2 * wholeDay - 5, norm);
    line.settle(firstDay + 2 * wholeDay - 5, firstDay + 2 * wholeDay + 1, [...norm, ['c', 'f', 4]]);
    heard = heartbeats(line);
  });

  test('comes once for each day that ended', () => {
    expect(heard.map(({ id, topic }) => `${topic} ${id}`)).toEqual([
      'operations heartbeat-2023-11-14',
      'operations heartbeat-2023-11-15',
      'operations heartbeat-2023-11-16',
    ]);
  });

  test('of a calm day says so', () => expect(text(heard[1] as Message)).toMatchSnapshot());

  test('of a bad day names what happened', () => expect(text(heard[2] as Message)).toMatchSnapshot());

  test('of the first day of learning says that nothing is reported yet', () => {
    const learner = new Line({ bootstrapSeconds: 86_400 });
    learner.settle(0, firstDay + 1, norm);
    expect(heartbeats(learner).map(text)).toMatchSnapshot();
  });
});

describe('The text of a heartbeat', () => {
  const long = {
    id: 'b'.repeat(16),
    startsAt: 1_790_000_000,
    severity: 'high',
    kind: 'new-edge',
    subject: `${'x'.repeat(200)}||>two\nlines|remote|`,
  } as const;
  const day: Day = {
    date: '2026-09-21',
    judged: 1_440,
    learned: 0,
    gaps: 3,
    evidenceTraces: 12,
    shapeTraces: 1_440_000,
    monthTraces: 29_000_000,
    findingsBegun: 40,
    findingsEnded: 0,
    begun: { count: 14, first: Array.from({ length: 10 }, () => long) },
    earlier: [['2026-09-19', 2]],
  };
  const message = heartbeatMessage(day, newLine('scope', 0), { ...wording, environment: 'é'.repeat(90) });

  test('has at most 76 columns and a subject that SNS takes', () => {
    for (const row of message.body.split('\n')) expect(row.length).toBeLessThanOrEqual(76);
    expect(message.subject).toMatch(/^[\x20-\x7e]{1,99}$/);
  });

  test('names ten and counts the rest, and sums the week', () => {
    const flat = message.body.replace(/\s+/g, ' ');
    expect(message.body.split('\n').filter((row) => row.startsWith('- high'))).toHaveLength(10);
    expect(flat).toContain('- and 4 more');
    expect(flat).toContain('In the last seven days 16 incidents began');
    expect(flat).toContain('about 14.00 USD');
  });

  test('tells apart what is open and quiet', () => {
    const quietOne = incident([told.latency], { id: 'e'.repeat(16), quiet: true });
    const open = { findings: [told.latency], incidents: [incident([told.latency]), quietOne] };
    const { body, subject } = heartbeatMessage(day, { ...newLine('scope', 0), open }, wording);
    const [loud, quiet = ''] = (body.split('Still open')[1] ?? '').split('Of these quiet');
    expect(subject).toContain('2 incidents open');
    expect(loud).toMatch(/^: 2 incidents, 1 finding\.\n- high: .*\n?.*b{16}\)\n$/);
    expect(quiet).toMatch(/no worse: 1\s+incident\.\n- high: [^(]*\(incident\s+e{16}\)/);
  });

  test('has an attribute by which it can be told from other words', () => {
    expect(message.attributes).toMatchObject({ kind: 'heartbeat', severity: 'info' });
  });
});
