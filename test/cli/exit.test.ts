import { highest, Refused } from '../../cli/exit';
import { failureOf } from '../../cli/failure';
import { SettingsError } from '../../functions/settings';

test.each([
  [[], 0],
  [[0, 0], 0],
  [[1, 0], 1],
  [[1, 3, 0], 3],
  [[3, 4, 1, 2], 4],
] as const)('of %j the highest wins: %d', (codes, expected) => {
  expect(highest(...codes)).toBe(expected);
});

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

test.each([
  ['a refusal', new Refused(2, 'no.'), 2, 'no.'],
  [
    'wrong settings',
    new SettingsError(['a: 1 - b', 'c: 2 - d']),
    2,
    'settings are not usable:\n  a: 1 - b\n  c: 2 - d',
  ],
  [
    'no credentials',
    named('CredentialsProviderError', 'none'),
    4,
    'no usable AWS credentials (none); sign in, or name a profile with --profile',
  ],
  [
    'no Region',
    new Error('Region is missing'),
    4,
    'no AWS Region is set; give --region, or set AWS_REGION or the profile',
  ],
  [
    'no permission',
    named('AccessDeniedException', 'x'),
    4,
    'AWS does not allow this to the credentials in use: x',
  ],
  [
    'a crash',
    new Error('a', { cause: new TypeError('b', { cause: 'c' }) }),
    4,
    'Error: a\n  because TypeError: b\n  because c',
  ],
  [
    'a refused connection',
    new AggregateError([new Error('1'), new Error('2')]),
    4,
    'AggregateError: Error: 1; Error: 2',
  ],
  ['something thrown', 'text', 4, 'text'],
])('%s becomes a sentence and a code', (_, error, exit, text) => {
  expect(failureOf(error)).toEqual({ exit, text });
});
