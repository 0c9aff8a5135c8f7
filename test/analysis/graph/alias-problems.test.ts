import { parseSettings, SettingsError } from '../../../functions/settings';

const mistakesOf = (aliases: unknown): readonly string[] => {
  try {
    parseSettings({ aliases });
  } catch (error) {
    if (error instanceof SettingsError) return error.mistakes;
    throw error;
  }
  return [];
};

describe('A rule that cannot be used is refused', () => {
  test.each<[string, unknown[], string[]]>([
    ['without a word more', [{ name: '*.a.*', to: { name: '$2 of $1' } }], []],
    [
      'when it speaks of a part there is not',
      [{ name: '*.a', to: { name: '$2' } }],
      ['aliases.0.to.name: "$2" - speaks of part $2; the pattern has 1 *'],
    ],
    [
      'when an exact name has parts',
      [{ name: 'a', to: { name: 'b$1' } }],
      ['aliases.0.to.name: "b$1" - speaks of part $1; the pattern has 0 *'],
    ],
    [
      'when two * follow each other',
      [{ name: 'a**', to: { name: 'b' } }],
      ['aliases.0.name: "a**" - holds two * in a row; one stands for any run of characters'],
    ],
    [
      'when it would rename everything',
      [{ name: '*', to: { name: 'b' } }],
      ['aliases.0.name: "*" - would rename every service; add a type, or more of the name'],
    ],
    ['unless a type limits it', [{ name: '*', type: 'client', to: { name: 'clients' } }], []],
    [
      'when it has more parts than can be named',
      [{ name: 'a*b*c*d*e*f*g*h*i*j*', to: { name: 'x' } }],
      ['aliases.0.name: "a*b*c*d*e*f*g*h*i*j*" - holds 10 *; at most 9'],
    ],
    [
      'when it holds a control character',
      [{ name: 'a', to: { name: 'b\u0000' } }],
      ['aliases.0.to.name: "b\\u0000" - holds a control character, which no name has'],
    ],
    [
      'when rules go round in a circle',
      [
        { name: 'a', to: { name: 'b' } },
        { name: 'b', to: { name: 'a' } },
        { name: 'c', to: { name: 'a' } },
      ],
      [
        'aliases.0.name: "a" - the rules would rename it for ever, or in a circle',
        'aliases.1.name: "b" - the rules would rename it for ever, or in a circle',
        'aliases.2.name: "c" - the rules would rename it for ever, or in a circle',
      ],
    ],
    [
      'when a name would grow for ever',
      [{ name: 'a*', to: { name: 'ab$1' } }],
      ['aliases.0.name: "a*" - the rules would rename it for ever, or in a circle'],
    ],
    ['but not when it gives a name its own', [{ name: 'v*.a', to: { name: 'v*.a' } }], []],
  ])('%s', (_what, aliases, mistakes) => expect(mistakesOf(aliases)).toEqual(mistakes));
});
