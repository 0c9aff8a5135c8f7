import fc from 'fast-check';
import { decodeGraph } from '../../../analysis/graph/decode';
import { renamed, rulesOf } from '../../../analysis/graph/naming';
import { serviceId } from '../../../analysis/model/service';
import type { Alias } from '../../../analysis/model/settings';
import { mass } from '../../../analysis/stats/histogram';
import { plans, servicesAt } from '../../laws/history';

const window = { start: 0, end: 300 };
const none = { calls: 0, timed: 0 };
const host = (name: string) => serviceId(name, 'remote');
const builtIn = rulesOf({ aliases: [], collapse: true });

describe('Names that explode', () => {
  test.each([
    ['logs.s3.amazonaws.com', '*.s3.amazonaws.com'],
    ['my.logs.s3.eu-west-1.amazonaws.com', '*.s3.eu-west-1.amazonaws.com'],
    ['logs.s3-eu-west-1.amazonaws.com', '*.s3-eu-west-1.amazonaws.com'],
    ['logs.s3.dualstack.eu-west-1.amazonaws.com', '*.s3.dualstack.eu-west-1.amazonaws.com'],
    ['Logs.S3.cn-north-1.amazonaws.com.cn', '*.s3.cn-north-1.amazonaws.com.cn'],
    ['s3.eu-west-1.amazonaws.com', 's3.eu-west-1.amazonaws.com'],
    ['logs.s3.eu-west-1.amazonaws.com.evil.example', 'logs.s3.eu-west-1.amazonaws.com.evil.example'],
    ['logs.s3.example.com', 'logs.s3.example.com'],
    ['10.0.3.17', '10.0.3.17'],
    ['192.168.1.9:8080', '192.168.1.9:8080'],
  ])('%s is %s', (name, known) => {
    const services = [{ ReferenceId: 0, Name: name, Type: 'remote', Edges: [] }];
    expect(decodeGraph([services], window, builtIn).graph.services).toMatchObject([{ name: known }]);
  });

  test('keep their own names where the setting says so, and where a rule of a person does', () => {
    expect(rulesOf({ aliases: [], collapse: false })).toEqual([]);
    const name = 'vault.s3.eu-west-1.amazonaws.com';
    const own = rulesOf({ aliases: [{ name, to: { name } }], collapse: true });
    expect(renamed(host(name), own)).toEqual(host(name));
    expect(renamed(host('logs.s3.amazonaws.com'), own)).toEqual(host('*.s3.amazonaws.com'));
    const inside = [{ name: '10.0.*', type: 'remote', to: { name: 'inside' } }];
    expect(renamed(host('10.0.3.17'), inside)).toEqual(host('inside'));
  });

  test('are not collapsed where they are not hosts', () => {
    expect(renamed(serviceId('logs.s3.amazonaws.com'), builtIn)).toEqual(serviceId('logs.s3.amazonaws.com'));
  });
});

const text = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.', '-'), minLength: 1, maxLength: 6 });
const type = fc.constantFrom<string | undefined>(undefined, 'remote', 'AWS::Lambda');
const typed = (of: string | undefined): { type?: string } => (of === undefined ? {} : { type: of });
const rule = fc
  .record({
    from: fc.array(text, { minLength: 1, maxLength: 3 }),
    to: fc.array(text, { minLength: 1, maxLength: 3 }),
    type,
    toType: type,
  })
  .map(
    ({ from, to, type: of, toType }): Alias => ({
      name: from.join('*'),
      ...typed(of),
      to: {
        name: to.map((part, i) => (i > 0 && i < from.length ? `$${i}${part}` : part)).join(''),
        ...typed(toType),
      },
    }),
  );

describe('Renaming', () => {
  test('twice is renaming once, whatever the rules, those in circles included', () => {
    fc.assert(
      fc.property(fc.array(rule, { maxLength: 6 }), text, type, (rules, name, of) => {
        const once = renamed(renamed(serviceId(name, of), []), rules);
        expect(renamed(once, rules)).toEqual(once);
      }),
      { numRuns: 3_000 },
    );
  });

  test.each<[string, readonly Alias[], string]>([
    [
      'follows one rule after the other, in whatever order they stand',
      [
        { name: 'b', to: { name: 'c' } },
        { name: 'a', to: { name: 'b' } },
      ],
      'c',
    ],
    [
      'leaves what would go round in a circle',
      [
        { name: 'a', to: { name: 'b' } },
        { name: 'b', to: { name: 'a' } },
      ],
      'a',
    ],
    ['leaves what would grow for ever', [{ name: 'a*', to: { name: 'aa$1' } }], 'a'],
    ['never leaves a service without a name', [{ name: 'a*', to: { name: '$1' } }], 'a'],
  ])('%s', (_what, rules, name) => expect(renamed(serviceId('a'), rules)).toEqual(serviceId(name)));

  test('loses no edge and no call of a graph: law 10 with rules', () => {
    const rules = fc.constantFrom<readonly Alias[]>(
      [{ name: 'service-*', to: { name: 'one' } }],
      [{ name: '*-1', to: { name: 'service-2' } }],
      [{ name: 'service-*', type: 'AWS::Lambda::Function', to: { name: '$1', type: 'remote' } }],
    );
    fc.assert(
      fc.property(plans(6), fc.nat(5), rules, (plan, index, aliases) => {
        const services = servicesAt(plan, index, 900);
        const [own, under] = [decodeGraph([services], window), decodeGraph([services], window, aliases)];
        expect(under.graph.edges.length + under.edgesMerged).toBe(under.edgesReceived);
        const sums = ({ graph }: typeof own) =>
          graph.edges
            .map((edge) =>
              edge.kind === 'call'
                ? { calls: edge.outcomes.total, timed: mass(edge.responseTime) }
                : { calls: 0, timed: mass(edge.eventAge) },
            )
            .reduce((a, b) => ({ calls: a.calls + b.calls, timed: a.timed + b.timed }), none);
        expect(sums(under)).toEqual(sums(own));
      }),
    );
  });
});
