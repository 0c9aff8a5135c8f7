import { aliasesFor } from '../../../../analysis/incident/rename/aliases';
import type { Finding } from '../../../../analysis/model/finding';
import { unfading } from '../../../laws/drive';
import { type Link, LinkLine, pageOf } from '../../support/links';

const fn = (name: string): string => `${name}|AWS::Lambda::Function|`;
const host = (name: string): string => `${name}|remote|`;
const table = (name: string): string => `${name}|AWS::DynamoDB::Table|`;
const clients = 'shop|client|';

/** A shop whose payment function, its table and its bank may have other names, and other calls than usual. */
interface Shop {
  readonly pay?: string;
  readonly orders?: string;
  readonly bank?: readonly Link[];
  readonly more?: readonly Link[];
}

const bankOf = (name: string, calls = 40, seconds = 0.2, pay = 'pay'): Link => [
  fn(pay),
  host(name),
  calls,
  seconds,
];
const shop = ({ pay = 'pay', orders = 'orders', bank, more = [] }: Shop = {}): Link[] => [
  [clients, fn('shop'), 60],
  [fn('shop'), fn(pay), 40],
  [fn(pay), table(orders), 40, 0.02],
  ...(bank ?? [bankOf('bank.example', 40, 0.2, pay)]),
  [fn('shop'), fn('stock'), 25, 0.05],
  ...more,
];
const norm = 60;
const learned = (links = shop(), settings = unfading): LinkLine => new LinkLine(settings).settle(norm, links);
/** Long enough that a few silent windows do not make a silence usual. */
const longLearned = (): LinkLine => new LinkLine().settle(900, shop());
const openOf = ({ state }: LinkLine): string[] =>
  state.open.findings.map(({ kind, target }) => `${kind} ${target.name}`).sort();
const only = <T>(items: readonly T[]): T => {
  const [item, ...more] = items;
  if (item === undefined || more.length > 0) throw new Error(`expected one item, got ${items.length}`);
  return item;
};

describe('What looks like a rename', () => {
  test('is nothing while nothing is renamed', () => {
    expect(learned().settle(30, shop(), true).told()).toEqual([]);
  });

  test('is one finding that names both, its edges and the rules that accept it', () => {
    const line = learned().settle(20, shop({ pay: 'pay-v2' }), true);
    const finding = only(line.findings('firing'));
    expect(finding).toMatchObject({
      kind: 'rename',
      severity: 'low',
      target: { name: 'pay-v2', type: 'AWS::Lambda::Function' },
      rename: {
        services: [{ from: fn('pay'), to: fn('pay-v2') }],
        edges: [
          { from: `${fn('pay')}>${host('bank.example')}`, to: `${fn('pay-v2')}>${host('bank.example')}` },
          { from: `${fn('pay')}>${table('orders')}`, to: `${fn('pay-v2')}>${table('orders')}` },
          { from: `${fn('shop')}>${fn('pay')}`, to: `${fn('shop')}>${fn('pay-v2')}` },
        ],
      },
    });
    expect(finding.rename && aliasesFor(finding.rename)).toEqual([{ name: 'pay-v2', to: { name: 'pay' } }]);
    expect(only(line.state.open.incidents).findings).toEqual([finding.id]);
    expect(line.findings('resolved')).toEqual([]);
  });

  test('is accepted by its rule: what was learned goes on, and nothing is new or gone', () => {
    const line = learned().settle(5, shop({ pay: 'pay-v2' }));
    const { rename } = only(line.findings('firing'));
    const aliases = rename ? aliasesFor(rename) : [];
    const accepted = new LinkLine({ ...unfading, aliases }, 7);
    accepted.state = { ...line.state };
    const after = accepted.settle(20, shop({ pay: 'pay-v2' }));
    expect(only(after.findings('resolved'))).toMatchObject({ kind: 'rename', resolution: 'back-to-normal' });
    expect(after.fired()).toEqual([]);
    expect(openOf(after)).toEqual([]);
  });

  test('is one finding for all that was renamed together, clients and both nodes of a function included', () => {
    const lambda = (name: string): string => `${name}|AWS::Lambda|`;
    const links = (name: string): Link[] => [
      [`${name}|client|`, lambda(name), 50],
      [lambda(name), fn(name), 50],
      [fn(name), table('orders'), 50, 0.02],
      [fn(name), fn('stock'), 20, 0.02],
    ];
    const line = learned(links('api')).settle(10, links('api-blue'), true);
    const { rename, target } = only(line.findings('firing'));
    expect(target.type).not.toBe('client');
    expect(rename?.services.map(({ from }) => from)).toEqual([
      'api|AWS::Lambda::Function|',
      'api|AWS::Lambda|',
      'api|client|',
    ]);
    expect(rename?.edges).toHaveLength(4);
    expect(rename && aliasesFor(rename)).toEqual([{ name: 'api-blue', to: { name: 'api' } }]);
  });

  test('may change the type: another SDK names the same service otherwise', () => {
    const line = learned().settle(10, [
      ...shop({ orders: 'none' }).filter(([, to]) => !to.startsWith('none')),
      [fn('pay'), 'DynamoDB|AWS::DynamoDB|', 40, 0.02],
    ]);
    const { rename } = only(line.findings('firing'));
    expect(rename && aliasesFor(rename)).toEqual([
      { name: 'DynamoDB', type: 'AWS::DynamoDB', to: { name: 'orders', type: 'AWS::DynamoDB::Table' } },
    ]);
  });

  test('of two tables of one caller is told for each by the names that are most alike', () => {
    const tables = (...names: string[]): Link[] => names.map((name) => [fn('pay'), table(name), 30, 0.02]);
    const line = learned(shop({ more: tables('a-refunds', 'b-letters') }));
    line.settle(2, shop({ more: tables('1-letters', '2-refunds') }));
    expect(line.findings('firing').map(({ rename }) => rename?.services)).toEqual([
      [{ from: table('b-letters'), to: table('1-letters') }],
      [{ from: table('a-refunds'), to: table('2-refunds') }],
    ]);
  });

  test('of one caller only is told for that caller, while others call the old name', () => {
    const orders: Link = [fn('stock'), table('orders'), 30, 0.02];
    const line = learned(shop({ more: [orders] })).settle(6, shop({ orders: 'orders-v2', more: [orders] }));
    const finding = only(line.findings('firing'));
    expect(finding.rename?.edges.map(({ from }) => from)).toEqual([`${fn('pay')}>${table('orders')}`]);
    const withheld = line.records.at(-1)?.entries[0]?.withheld.map(({ subject }) => subject);
    expect(withheld).toContain(`${fn('pay')}>${table('orders')}`);
    expect(withheld).not.toContain(`${fn('stock')}>${table('orders')}`);
  });

  test('may happen within a window: it is waited for, and one finding', () => {
    const line = learned();
    const half = [
      ...shop().map(([a, b, calls, s = 0.1]): Link => [a, b, touches('pay', a, b) ? calls / 2 : calls, s]),
      ...shop({ pay: 'pay-v2' })
        .filter(([a, b]) => touches('pay-v2', a, b))
        .map(([a, b, calls, s = 0.1]): Link => [a, b, calls / 2, s]),
    ];
    line.settle(1, half, true);
    expect(line.fired()).toEqual([]);
    expect(line.records.at(-1)?.entries[0]?.verdicts.insufficientData).toBeGreaterThan(0);
    line.settle(10, shop({ pay: 'pay-v2' }), true);
    expect(line.fired()).toEqual(['rename pay-v2']);
  });

  test('takes the place of new edges that were told before it could be known', () => {
    const line = learned();
    const late: Link[] = [...shop(), [fn('shop'), fn('pay-v2'), 2], [fn('pay-v2'), table('orders'), 2, 0.02]];
    line.settle(1, late).settle(10, shop({ pay: 'pay-v2' }));
    expect(line.fired().filter((text) => text.startsWith('new-edge'))).toEqual([
      'new-edge orders',
      'new-edge pay-v2',
    ]);
    expect(
      line
        .findings('resolved')
        .map(({ kind, resolution }) => `${kind} ${resolution}`)
        .sort(),
    ).toEqual(['new-edge renamed', 'new-edge renamed', 'new-node renamed']);
    expect(openOf(line)).toEqual(['rename pay-v2']);
  });

  test('ends when the old name comes back, whose silence is no habit, and the new edges fire', () => {
    const line = learned().settle(5, shop({ pay: 'pay-v2' }));
    const both = [...shop(), ...shop({ pay: 'pay-v2' }).filter(([a, b]) => touches('pay-v2', a, b))];
    line.settle(1, both);
    expect(only(line.findings('resolved'))).toMatchObject({ kind: 'rename', resolution: 'not-confirmed' });
    expect(openOf(line).filter((text) => text.startsWith('new'))).toEqual([
      'new-edge bank.example',
      'new-edge orders',
      'new-edge pay-v2',
      'new-node pay-v2',
    ]);
    expect(line.state.baseline.known.get(`${fn('shop')}>${fn('pay')}`)).toMatchObject({ longestSilence: 0 });
  });

  test('ends when the new one has far more calls than the old one ever had', () => {
    const line = learned().settle(5, shop({ pay: 'pay-v2' }));
    const loud = shop({ pay: 'pay-v2', bank: [bankOf('bank.example', 900, 0.2, 'pay-v2')] });
    line.settle(1, loud);
    expect(only(line.findings('resolved'))).toMatchObject({ kind: 'rename', resolution: 'not-confirmed' });
    expect(openOf(line)).toContain('new-edge bank.example');
  });

  test('is none where the new one does not do what the old one did', () => {
    const line = learned().settle(
      2,
      shop({ pay: 'pay-v2' }).filter(([, to]) => to !== table('orders')),
    );
    expect(line.fired().filter((text) => text.includes('rename'))).toEqual([]);
    expect(line.fired()).toContain('new-edge pay-v2');
  });

  test('covers what the service called seldom before, and nothing else', () => {
    const seldom: Link[] = [[fn('pay'), table('refunds'), 1, 0.02]];
    const line = new LinkLine(unfading)
      .settle(5, shop())
      .settle(1, shop({ more: seldom }))
      .settle(50, shop());
    line.settle(3, shop({ pay: 'pay-v2' }));
    line.settle(1, shop({ pay: 'pay-v2', more: [[fn('pay-v2'), table('refunds'), 1, 0.02]] }));
    line.settle(10, shop({ pay: 'pay-v2' }));
    expect(line.fired()).toEqual(['rename pay-v2']);
    line.settle(1, shop({ pay: 'pay-v2', more: [[fn('pay-v2'), host('paste.example'), 9]] }));
    expect(openOf(line)).toContain('new-edge paste.example');
    const evil = line.findings('firing').filter(({ target }) => target.name === 'paste.example');
    expect(evil.map(({ kind, severity }) => `${kind} ${severity}`)).toContain('new-edge high');
  });
});

const touches = (name: string, a: string, b: string): boolean =>
  [a, b].some((key) => key.startsWith(`${name}|`));

describe('A new external host', () => {
  test('looks like a rename only with the neighbours, counts and latencies of one that is silent', () => {
    const line = learned().settle(10, shop({ bank: [bankOf('bank-2.example')] }), true);
    expect(only(line.findings('firing'))).toMatchObject({
      kind: 'rename',
      severity: 'medium',
      rename: { services: [{ from: host('bank.example'), to: host('bank-2.example') }] },
    });
  });

  const evil = 'paste.example';
  const hosts = (name: string): Link[] =>
    Array.from({ length: 5 }, (_, i) => bankOf(`${i}.${name}`, 30, 0.1 + i / 10));
  test.each<[string, Link[], Link[]]>([
    ['beside the old one', shop(), shop({ bank: [bankOf('bank.example'), bankOf(evil)] })],
    ['with fewer calls', shop(), shop({ bank: [bankOf(evil, 8)] })],
    [
      'with too few calls to know',
      shop({ bank: [bankOf('bank.example', 10)] }),
      shop({ bank: [bankOf(evil, 10)] }),
    ],
    ['with more calls', shop(), shop({ bank: [bankOf(evil, 120)] })],
    ['that is faster', shop(), shop({ bank: [bankOf(evil, 40, 0.04)] })],
    ['that is slower', shop(), shop({ bank: [bankOf(evil, 40, 0.8)] })],
    [
      'while another caller lost its host',
      shop({ bank: [[fn('stock'), host('bank.example'), 40, 0.2]] }),
      shop({ bank: [bankOf(evil)] }),
    ],
    [
      'in the place of a table',
      shop(),
      [...shop().filter(([, to]) => to !== table('orders')), [fn('pay'), host(evil), 40, 0.02]],
    ],
    [
      'that another caller calls too',
      shop(),
      shop({ bank: [bankOf(evil)], more: [[fn('stock'), host(evil), 5]] }),
    ],
    [
      'with another one, of which one could be it',
      shop(),
      shop({ bank: [bankOf(evil), bankOf(`x.${evil}`)] }),
    ],
    [
      'while another caller still calls the old one',
      shop({ more: [[fn('stock'), host('bank.example'), 30, 0.2]] }),
      shop({ bank: [bankOf(evil)], more: [[fn('stock'), host('bank.example'), 30, 0.2]] }),
    ],
    [
      'that takes over within the window',
      shop({ bank: [bankOf('bank.example', 60)] }),
      shop({ bank: [bankOf('bank.example', 30), bankOf(evil, 30)] }),
    ],
    [
      'while two that are like it fell silent',
      shop({ bank: [bankOf('a.example'), bankOf('b.example')] }),
      shop({ bank: [bankOf(evil)] }),
    ],
    [
      'with four others, while five of another caller fell silent',
      shop({ more: hosts('old.example').map(([, to, ...rest]): Link => [fn('stock'), to, ...rest]) }),
      shop({ more: hosts(evil) }),
    ],
    [
      'with four others, of five that fell silent with other latencies',
      shop({ more: hosts('old.example') }),
      shop({ more: hosts(evil).map(([a, b, calls]): Link => [a, b, calls, 2]) }),
    ],
    [
      'with four others, of five that go on',
      shop({ more: hosts('old.example') }),
      shop({ more: [...hosts('old.example'), ...hosts(evil)] }),
    ],
  ])('%s fires as a new edge at once', (_what, before, after) => {
    const line = learned(before);
    line.look(
      pageOf(after, () => 0.5),
      'presence',
      60,
    );
    line.settle(1, after);
    const news = line.findings('firing').filter(({ target }) => target.name.endsWith(evil));
    const expected = new Set(after.map(([, to]) => to).filter((to) => to.includes(evil))).size;
    expect(news.filter(({ kind }) => kind === 'new-edge').length).toBeGreaterThanOrEqual(expected);
    expect(news.filter(({ kind, severity }) => kind === 'new-edge' && severity !== 'high')).toEqual([]);
    expect(news.map(({ kind }) => kind)).not.toContain('rename');
    expect(
      line
        .settle(5, after)
        .fired()
        .filter((text) => text.startsWith('rename') && text.endsWith(evil)),
    ).toEqual([]);
  });

  test('that comes long after the old one fell silent fires', () => {
    const line = longLearned().settle(6, shop({ bank: [] }));
    line.settle(3, shop({ bank: [bankOf(evil)] }));
    expect(line.fired()).toContain(`new-edge ${evil}`);
    expect(line.fired()).not.toContain(`rename ${evil}`);
  });

  test('that comes to be like the old one later is not taken for it', () => {
    const line = longLearned().settle(5, shop({ bank: [bankOf(evil, 8)] }));
    line.settle(5, shop({ bank: [bankOf(evil)] }));
    expect(openOf(line)).toContain(`new-edge ${evil}`);
    expect(line.fired()).not.toContain(`rename ${evil}`);
  });

  test('is seen within five that were renamed: the one that was not fires', () => {
    const line = learned(shop({ more: hosts('old.example') }));
    const now = [...hosts('new.example').slice(0, 4), bankOf(evil, 30, 3)];
    line.settle(3, shop({ more: now }));
    const news = line.findings('firing').filter(({ target }) => target.name === evil);
    expect(news.map(({ kind, severity }: Finding) => `${kind} ${severity}`).sort()).toEqual([
      'new-edge high',
      'new-node low',
    ]);
  });
});

test('More new services than fifty in a window are looked at by nobody, and fire', () => {
  const old = Array.from({ length: 51 }, (_, i): Link => [fn('shop'), table(`t${i}`), 20, 0.02]);
  const now = old.map(([a, b, ...rest]): Link => [a, b.replace('t', 'u'), ...rest]);
  const line = learned(shop({ more: old })).settle(1, shop({ more: now }));
  expect(line.fired().filter((text) => text.startsWith('new-edge'))).toHaveLength(51);
});
