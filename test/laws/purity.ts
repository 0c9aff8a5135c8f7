import { nodesOf, treeOf } from './imports';

type Tree = Readonly<Record<string, unknown>>;

/** Globals through which the core would see a clock, chance, the machine or the network. */
const impureGlobals = [
  'process',
  'performance',
  'crypto',
  'globalThis',
  'setTimeout',
  'setInterval',
  'fetch',
  'console',
  'Intl',
  'require',
];

const nameOf = (node: unknown): string | undefined => {
  const { type, value } = (typeof node === 'object' && node !== null ? node : {}) as Tree;
  return type === 'Identifier' && typeof value === 'string' ? value : undefined;
};

/**
 * Where a file reads a clock, chance or the environment, as `line what`: `Date.now`, `new Date()` and `Date()` without
 * an argument, `Math.random`, and globals of the platform. A `Date` from an argument and `Date.UTC` are pure, and so is
 * an `Intl.DateTimeFormat` that is given its locale and its options; left out they would be the machine's.
 */
export function impuritiesOf(code: string): string[] {
  const lines = code.split('\n');
  const found = new Set<string>();
  const report = (what: string, word: RegExp): void => {
    const line = lines.findIndex((text) => word.test(text)) + 1;
    found.add(`${line} ${what}`);
  };
  const pure = new Set<unknown>();
  const named = new Set<unknown>();
  for (const node of nodesOf(treeOf(code))) {
    if (node.type === 'MemberExpression') {
      const [object, property] = [nameOf(node.object), nameOf(node.property)];
      if (object === 'Math' && property === 'random') report('Math.random', /Math\.random/);
      if (object === 'Date' && property === 'now') report('Date.now', /Date\.now/);
      if (object === 'Date' && (property === 'UTC' || property === 'parse')) pure.add(node.object);
      named.add(node.property);
    }
    if (node.type === 'NewExpression' && nameOf(node.callee) === 'Date') {
      const given = Array.isArray(node.arguments) ? node.arguments.length : 0;
      if (given === 0) report('new Date()', /new Date(?!\([^)])/);
      pure.add(node.callee);
    }
    if (node.type === 'NewExpression' && Array.isArray(node.arguments) && node.arguments.length === 2) {
      const { object, property } = (node.callee ?? {}) as Tree;
      if (nameOf(object) === 'Intl' && nameOf(property) === 'DateTimeFormat') pure.add(object);
    }
    if (node.type === 'KeyValueProperty' || node.type === 'TsPropertySignature') named.add(node.key);
    const name = nameOf(node);
    if (name === undefined || named.has(node) || pure.has(node)) continue;
    if (name === 'Date') report('Date', /\bDate\b/);
    if (impureGlobals.includes(name)) report(name, new RegExp(`\\b${name}\\b`));
  }
  return [...found];
}
