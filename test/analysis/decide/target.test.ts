import { type Reach, type Speakable, targetOf, targetsOf } from '../../../analysis/decide/target';
import type { Incident } from '../../../analysis/model/finding';
import { finding } from '../support/finding';

const cart = 'cart|AWS::Lambda|';
const cartFunction = 'cart|AWS::Lambda::Function|';
const table = 'orders|AWS::DynamoDB::Table|';
const queue = 'https://sqs.eu-west-1.amazonaws.com/111122223333/mail|AWS::SQS::Queue|';
const host = 'paste.example.net|remote|';
const call = `${cartFunction}>${table}`;
const fresh = finding('new-edge', `${cartFunction}>${host}`, {
  id: '1111111111111111',
  key: 'aaaaaaaaaaaaaaaa',
});
const slow = finding('latency', call, { id: '2222222222222222', key: 'bbbbbbbbbbbbbbbb' });
const incident = {
  type: 'incident',
  id: '3333333333333333',
  key: 'cccccccccccccccc',
  findings: [fresh.id, slow.id],
} as unknown as Incident;
const known: Speakable = {
  episodes: [incident, fresh, slow],
  subjects: [cart, cartFunction, `${cart}>${cartFunction}`, call, `${cartFunction}>>${queue}`, table, queue],
};
const about = (changes: object) => ({ about: { subjects: [], services: [], findings: [], ...changes } });

describe('What a person names', () => {
  const cases: readonly (readonly [text: string, reach: Reach, expected: object])[] = [
    ['orders', 'episode', about({ services: [table] })],
    ['ORDERS ', 'episode', about({ services: [table] })],
    ['cart', 'levels', about({ services: [cart, cartFunction].sort() })],
    ['mail', 'episode', about({ services: [queue] })],
    ['cart -> orders', 'episode', about({ subjects: [call] })],
    ['cart->mail', 'episode', about({ subjects: [`${cartFunction}>>${queue}`] })],
    [call, 'levels', about({ subjects: [call] })],
    [table, 'levels', about({ services: [table] })],
    [`${table}>${host}`, 'standing', about({ subjects: [`${table}>${host}`] })],
    [slow.id, 'episode', about({ findings: [slow.key] })],
    [slow.key, 'levels', about({ findings: [slow.key], subjects: [call] })],
    [fresh.id, 'standing', about({ findings: [fresh.key], subjects: [fresh.subject] })],
    [incident.id, 'episode', about({ findings: [incident.key, fresh.key, slow.key].sort() })],
    [incident.id, 'standing', about({ findings: [fresh.key], subjects: [fresh.subject] })],
    [incident.id, 'levels', about({ findings: [slow.key], subjects: [call] })],
  ];

  test.each(cases)("'%s' for %s", (text, reach, expected) => {
    expect(targetOf(text, known, reach)).toEqual(expected);
  });

  test.each([
    ['4444444444444444', 'episode', "there is no finding or incident '4444444444444444' in this scope"],
    ['order', 'episode', "no service 'order' was ever seen; there is orders"],
    ['zzz', 'episode', "no service 'zzz' was ever seen"],
    ['orders -> cart', 'episode', "no call from 'orders' to 'cart' was ever seen; there are cart, orders"],
    [`${table}>${host}`, 'levels', `'${table}>${host}' was never seen`],
    ['a|b', 'standing', "'a|b' is no key; it is written name|type|account, with > between caller and callee"],
    [
      slow.id,
      'standing',
      `finding ${slow.id} holds nothing new that could be approved or denied; benign, ack or mute may be meant`,
    ],
    [
      fresh.id,
      'levels',
      `finding ${fresh.id} holds no level that could be adopted; approve, deny, ack or mute may be meant`,
    ],
  ] as const)("'%s' for %s is refused: %s", (text, reach, mistake) => {
    expect(targetOf(text, known, reach)).toEqual({ mistake });
  });

  test('several names are one target, and one that is not there refuses them all', () => {
    expect(targetsOf(['orders', 'mail', 'orders'], known, 'episode')).toEqual(
      about({ services: [table, queue].sort() }),
    );
    expect(targetsOf(['orders', 'zzz'], known, 'episode')).toEqual({
      mistake: "no service 'zzz' was ever seen",
    });
  });
});
