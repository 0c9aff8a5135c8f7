import type { Decision } from '../../../analysis/model/decision';
import { decide } from '../../../functions/decide/decide';
import type { Decisions } from '../../../functions/decide/ports';
import { type DecideRequest, parseRequest, pressedButton } from '../../../functions/decide/request';

const call = 'cart|AWS::Lambda::Function|>orders|AWS::DynamoDB::Table|';
const now = 1_767_225_600;

/** A memory that keeps what it is told, as the table does. */
function memory(): Decisions & { readonly kept: Decision[] } {
  const kept: Decision[] = [];
  return {
    kept,
    speakable: async () => ({ episodes: [], subjects: [call] }),
    decisions: async () => kept,
    decide: async (decision) => void kept.push(decision),
  };
}
const request = (changes: Partial<DecideRequest> = {}): DecideRequest => ({
  verb: 'approve',
  targets: ['cart -> orders'],
  reason: 'release 12',
  by: 'ana',
  ...changes,
});

describe('Deciding', () => {
  test.each([
    ['approve', 'approve'],
    ['deny', 'deny'],
    ['benign', 'benign'],
    ['ack', 'acknowledge'],
    ['rebase', 'restart'],
  ] as const)('%s is kept as %s with who, when and why', async (verb, kept) => {
    const taken = await decide(memory(), request({ verb }), now);
    expect(taken).toMatchObject({
      status: 'taken',
      decision: { verb: kept, by: 'ana', at: now, reason: 'release 12', about: { subjects: [call] } },
    });
  });

  test('the same request again finds what it decided and keeps nothing more', async () => {
    const own = memory();
    const first = await decide(own, request({ request: 'r-1', via: 'chat' }), now);
    const again = await decide(own, request({ request: 'r-1', via: 'chat' }), now + 60);
    expect(again).toEqual({ ...first, status: 'repeated' });
    expect(own.kept).toHaveLength(1);
    expect(own.kept[0]).toMatchObject({ via: 'chat', request: 'r-1' });
  });

  test('a button that is retried later mutes once, though its day would end later', async () => {
    const own = memory();
    const pressed = { verb: 'mute', request: 'r-2', via: 'chat' } as const;
    await decide(own, request({ ...pressed, to: now + 86_400 }), now);
    expect((await decide(own, request({ ...pressed, to: now + 86_460 }), now + 60)).status).toBe('repeated');
    expect(own.kept).toHaveLength(1);
  });

  test('a rebase without a target is about everything', async () => {
    const own = memory();
    await decide(own, request({ verb: 'rebase', targets: [] }), now);
    expect(own.kept[0]).toMatchObject({ verb: 'restart', about: { all: true } });
  });

  test('a mute holds from now for as long as it says', async () => {
    const own = memory();
    await decide(own, request({ verb: 'mute', to: now + 3_600 }), now);
    expect(own.kept[0]).toMatchObject({ verb: 'mute', period: { start: now, end: now + 3_600 } });
  });

  test.each([
    [{ to: now - 1, from: now - 100 }, 'the end of the mute is past'],
    [{}, 'a mute needs an end after its beginning and within a year: it ends by itself'],
    [
      { to: now + 500 * 86_400 },
      'a mute needs an end after its beginning and within a year: it ends by itself',
    ],
    [{ to: now + 7_200, everySeconds: 3_600 }, 'a mute that comes back must end before it does'],
  ])('a mute with %j is refused: %s', async (changes, mistake) => {
    const own = memory();
    const taken = await decide(own, request({ verb: 'mute', ...changes }), now);
    expect(taken).toEqual({ status: 'refused', mistakes: [mistake] });
    expect(own.kept).toEqual([]);
  });

  test('unmute names a mute by its id, and lists those there are', async () => {
    const own = memory();
    const muted = await decide(own, request({ verb: 'mute', to: now + 60 }), now);
    const id = muted.status === 'refused' ? '' : muted.decision.id;
    expect(await decide(own, request({ verb: 'unmute', targets: ['cart'] }), now)).toEqual({
      status: 'refused',
      mistakes: [`unmute takes the id of one mute; the last ones are ${id} (release 12)`],
    });
    await decide(own, request({ verb: 'unmute', targets: [id] }), now);
    expect(own.kept[1]).toMatchObject({ verb: 'unmute', mute: id });
  });
});

describe('A request from outside', () => {
  test('is read as it is meant', () => {
    const given = {
      verb: 'ack',
      targets: 'cart',
      reason: ' seen ',
      by: 'bo',
      via: 'chat',
      request: 'r',
      from: 1,
    };
    expect(parseRequest(given)).toEqual({
      request: {
        verb: 'ack',
        targets: ['cart'],
        reason: 'seen',
        by: 'bo',
        via: 'chat',
        request: 'r',
        from: 1,
      },
    });
    expect(parseRequest({ verb: 'rebase', all: true, reason: 'r', by: 'b' })).toEqual({
      request: { verb: 'rebase', targets: [], reason: 'r', by: 'b' },
    });
  });

  test.each([
    [undefined, ['the request must be an object with verb, targets, reason and by']],
    [
      { verb: 'drop', targets: [3], reason: '', by: 'b', to: 'soon' },
      [
        'verb must be one of approve, deny, benign, ack, mute, unmute, rebase, got "drop"',
        "targets must be 1 to 100 texts: a finding, an incident, 'caller -> callee', a service",
        'reason must be a text of 1 to 2000 characters, got ""',
        'to must be a number of seconds from 0, got "soon"',
      ],
    ],
    [
      { verb: 'approve', all: true, reason: 'r', by: 'b' },
      ["targets must be 1 to 100 texts: a finding, an incident, 'caller -> callee', a service"],
    ],
  ])('%j is refused with every mistake in it', (given, mistakes) => {
    expect(parseRequest(given)).toEqual({ mistakes });
  });
});

describe('A button of a chat', () => {
  test.each([
    [{ approve: 's/r/Default#8137af3593981dd2' }, { verb: 'approve' }],
    [{ mute24h: 's/r/Default#8137af3593981dd2' }, { verb: 'mute', to: now + 86_400 }],
    [{ ack: 's/r/Default#8137af3593981dd2' }, { verb: 'ack' }],
  ])('%j names scope and incident, and nobody knows who pressed it', (event, expected) => {
    expect(pressedButton(event, now)).toEqual({
      scope: 's/r/Default',
      targets: ['8137af3593981dd2'],
      reason: 'pressed in a chat',
      by: 'person unknown',
      via: 'chat',
      ...expected,
    });
  });

  test.each([[{ approve: 'no-incident' }], [{ approve: 'a#b#c' }], [{ drop: 'a#b' }], [null], ['approve']])(
    '%j is none',
    (event) => {
      expect(pressedButton(event, now)).toBeUndefined();
    },
  );
});
