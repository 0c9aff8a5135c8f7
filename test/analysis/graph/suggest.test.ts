import { renamed } from '../../../analysis/graph/naming';
import { fewestNames, mostNames, mostSuggestions, suggestedRules } from '../../../analysis/graph/suggest';
import { serviceId, serviceKey } from '../../../analysis/model/service';
import { edgeKey } from '../../../analysis/model/subject';
import { parseSettings } from '../../../functions/settings';

const web = serviceKey({ name: 'web' });
const edges = (names: readonly string[], type?: string, caller = web): string[] =>
  names.map((name) => edgeKey('call', caller, serviceKey(serviceId(name, type))));
const many = (name: (i: number) => string, count = fewestNames): string[] =>
  Array.from({ length: count }, (_, i) => name(i));
const words = many((i) => String.fromCharCode(97 + (i % 26)).repeat(3 + Math.floor(i / 26)), 40);
const wordAt = (i: number): string => words[i] ?? 'z';
const uuid = (i: number): string => `3f2504e0-4f89-41d3-9a0c-0305e82c33${String(10 + i)}`;
const patternsFor = (names: readonly string[], type?: string): string[] =>
  suggestedRules(edges(names, type), []).map(({ rule }) => rule.name);

describe('A suggested rule', () => {
  test.each<[string, readonly string[], string | undefined, readonly string[]]>([
    ['joins hosts of tenants', many((i) => `${wordAt(i)}.crm.example.com`), 'remote', ['*.crm.example.com']],
    [
      'joins a path for each user',
      many((i) => `api.example.com/users/${i}/cart`),
      'remote',
      ['api.example.com/users/*/cart'],
    ],
    ['joins a path for each name', many((i) => `/users/${wordAt(i)}`), 'remote', ['/users/*']],
    ['joins functions numbered by what made them', many((i) => `job-${i}-run`), 'AWS::Lambda', ['job-*-run']],
    ['joins queues with UUIDs', many((i) => `reply-${uuid(i)}`), 'AWS::SQS::Queue', ['reply-*']],
    [
      'joins tables with dates',
      many((i) => `events-2026-11-${String(10 + i)}`),
      'AWS::DynamoDB::Table',
      ['events-*'],
    ],
    [
      'is not made for functions with names of their own',
      many((i) => `shop-${wordAt(i)}`),
      'AWS::Lambda',
      [],
    ],
    ['is not made for all services of a network', many((i) => `${wordAt(i)}.internal`), 'remote', []],
    ['is not made for addresses', many((i) => `10.0.3.${i}`), 'remote', []],
    ['is not made for fewer names', many((i) => `job-${i}`, fewestNames - 1), 'AWS::Lambda', []],
    [
      'joins apart what differs in two places',
      [...many((i) => `${wordAt(i)}.a.example.com`), ...many((i) => `${wordAt(i)}.b.example.com`)],
      'remote',
      ['*.a.example.com', '*.b.example.com'],
    ],
  ])('%s', (_what, names, type, patterns) => expect(patternsFor(names, type)).toEqual(patterns));

  test('is ready for the settings, joins what it says, and is not made again once it is there', () => {
    const names = many((i) => `${wordAt(i)}.crm.example.com`, 30);
    const [suggestion, ...more] = suggestedRules(edges(names, 'remote'), []);
    expect(more).toEqual([]);
    const rule = { name: '*.crm.example.com', type: 'remote', to: { name: '*.crm.example.com' } };
    expect(suggestion).toEqual({
      caller: { name: 'web' },
      names: 30,
      examples: ['aaa.crm.example.com', 'zzz.crm.example.com'],
      rule,
    });
    const { aliases } = parseSettings({ aliases: [JSON.parse(JSON.stringify(rule))] });
    for (const name of names)
      expect(renamed(serviceId(name, 'remote'), aliases).name).toBe('*.crm.example.com');
    expect(suggestedRules(edges(names, 'remote'), aliases)).toEqual([]);
  });

  test('joins callees of one caller only, and is told once for two callers', () => {
    const names = many((i) => `job-${i}`);
    const [half, rest] = [names.slice(0, 10), names.slice(10)];
    const apart = [...edges(half, 'AWS::Lambda', 'a||'), ...edges(rest, 'AWS::Lambda', 'b||')];
    expect(suggestedRules(apart, [])).toEqual([]);
    const both = [...edges(names, 'AWS::Lambda', 'a||'), ...edges(names, 'AWS::Lambda', 'b||')];
    expect(suggestedRules(both, [])).toHaveLength(1);
  });

  test('does not depend on the order of what is known', () => {
    const subjects = edges(
      many((i) => `${wordAt(i)}.crm.example.com`, 40),
      'remote',
    );
    expect(suggestedRules([...subjects].reverse(), [])).toEqual(suggestedRules(subjects, []));
  });

  test('costs no more than a moment for names made to explode', () => {
    const parts = (i: number): string =>
      Array.from({ length: 20 }, (_, at) => `${wordAt((i + at) % 40)}${i % (at + 2)}`).join('.');
    const bomb = [
      ...edges(many(parts, 20 * mostNames), 'remote'),
      ...edges(
        many((i) => `${'a1.'.repeat(5_000)}${i}`, 30),
        'remote',
      ),
      ...Array.from({ length: 400 }, (_, c) =>
        edges(
          many((i) => `x${c}-${i}.${wordAt(c % 40)}.example.com`, 30),
          'remote',
          `c${c}||`,
        ),
      ).flat(),
    ];
    const began = performance.now();
    expect(suggestedRules(bomb, []).length).toBeLessThanOrEqual(mostSuggestions);
    expect(performance.now() - began).toBeLessThan(4_000);
  });
});
