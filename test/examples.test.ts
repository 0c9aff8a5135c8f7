import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '..');
const rooms = ['analysis', 'functions', 'infra', 'cli'];

/** A line of a docstring that claims `expression // => value`. */
interface Example {
  readonly file: string;
  readonly line: number;
  readonly expression: string;
  readonly value: string;
}

const files = rooms
  .filter((room) => existsSync(join(root, room)))
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .map((name) => join(room, name)),
  )
  .sort();

/** The examples of a docstring: each line with `// =>` after an `@example` and before the next tag or the end. */
function examplesOf(file: string, text: string): Example[] {
  let within = false;
  return text.split('\n').flatMap((raw, index) => {
    const tag = /^\s*\*\s*@(\w+)/.exec(raw)?.[1];
    if (tag !== undefined) within = tag === 'example';
    if (/\*\/\s*$/.test(raw) && !raw.includes('@example')) within = false;
    const claim = /^\s*(?:\/\*)?\*\s*(?:@example\s+)?(.+?)\s*\/\/ =>\s*(.+?)\s*(?:\*\/)?\s*$/.exec(raw);
    const [, expression, value] = claim ?? [];
    if (!(within || raw.includes('@example')) || expression === undefined || value === undefined) return [];
    return [{ file, line: index + 1, expression, value }];
  });
}

const examples = files.flatMap((file) => examplesOf(file, readFileSync(join(root, file), 'utf8')));

/** Evaluates an expression with a file's exports in scope. */
const evaluate = (expression: string, scope: Readonly<Record<string, unknown>>): unknown =>
  new Function(...Object.keys(scope), `return (${expression});`)(...Object.values(scope));

describe('Law 12: the examples of the documentation', () => {
  test('are found', () => {
    expect(examples.filter(({ file }) => file.startsWith('analysis/')).length).toBeGreaterThanOrEqual(4);
  });

  test.each(
    examples.map((example) => [`${example.file}:${example.line} ${example.expression}`, example] as const),
  )('%s is true', async (_title, { file, expression, value }) => {
    const scope: Record<string, unknown> = await import(join(root, file));
    expect(evaluate(expression, scope)).toEqual(evaluate(value, {}));
  });

  test('are read from one line and from several, and false ones are noticed', () => {
    const docstring = [
      '/**',
      ' * Adds.',
      ' * @example add(1, 2) // => 3',
      ' * @example',
      ' * add(2, 2) // => 5',
      ' */',
    ].join('\n');
    const found = examplesOf('x.ts', docstring);
    expect(found.map(({ line, expression, value }) => [line, expression, value])).toEqual([
      [3, 'add(1, 2)', '3'],
      [5, 'add(2, 2)', '5'],
    ]);
    const add = (a: number, b: number): number => a + b;
    const isTrue = found.map(
      ({ expression, value }) => evaluate(expression, { add }) === evaluate(value, {}),
    );
    expect(isTrue).toEqual([true, false]);
  });
});
