import { posix } from 'node:path';
import { parseSync } from '@swc/core';

/** One import of a file, of any form: static, type-only, re-export, dynamic, require, or a type's `import()`. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

export interface Violation extends Import {
  readonly file: string;
  readonly rule: string;
}

type Tree = Readonly<Record<string, unknown>>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Every node of a syntax tree, outermost first. */
export function* nodesOf(value: unknown): Generator<Tree> {
  if (!isTree(value)) return;
  if (typeof value.type === 'string') yield value;
  for (const child of Object.values(value)) yield* nodesOf(child);
}

/** Parses TypeScript into a syntax tree. */
export const treeOf = (code: string): unknown => parseSync(code, { syntax: 'typescript', target: 'es2022' });

/** Reads all imports of a file; the line is that of the first statement that names the specifier. */
export function importsOf(code: string): Import[] {
  const lines = code.split('\n');
  return [...nodesOf(treeOf(code))].flatMap((node) => {
    const specifier = specifierOf(node);
    if (specifier === undefined) return [];
    const line =
      lines.findIndex((text) => text.includes(`'${specifier}'`) || text.includes(`"${specifier}"`)) + 1;
    return [{ specifier, typeOnly: isTypeOnly(node), line }];
  });
}

const textOf = (node: unknown): string | undefined =>
  isTree(node) && typeof node.value === 'string' ? node.value : undefined;

function specifierOf(node: Tree): string | undefined {
  switch (node.type) {
    case 'ImportDeclaration':
    case 'ExportNamedDeclaration':
    case 'ExportAllDeclaration':
      return textOf(node.source);
    case 'TsImportType':
      return textOf(node.argument);
    case 'TsExternalModuleReference':
      return textOf(node.expression);
    case 'CallExpression': {
      const callee = isTree(node.callee) ? node.callee : {};
      const loads = callee.type === 'Import' || (callee.type === 'Identifier' && callee.value === 'require');
      const first: unknown = Array.isArray(node.arguments) ? node.arguments[0] : undefined;
      return loads && isTree(first) ? (textOf(first.expression) ?? '(computed)') : undefined;
    }
    default:
      return undefined;
  }
}

const isTypeOnly = (node: Tree): boolean =>
  node.type === 'TsImportType' ||
  node.typeOnly === true ||
  (Array.isArray(node.specifiers) &&
    node.specifiers.length > 0 &&
    node.specifiers.every((specifier: Tree) => specifier.isTypeOnly === true));

/** A room's rule in words, and what it lets in; paths are from the root, without extension. */
interface Rule {
  readonly words: string;
  allows(wanted: { readonly path: string; readonly typeOnly: boolean }): boolean;
}

const within = (path: string, ...rooms: readonly string[]): boolean =>
  rooms.some((room) => path === room || path.startsWith(`${room}/`));
const isNode = (path: string): boolean => path.startsWith('node:');
const isHandler = (path: string): boolean => /^functions\/[^/]+\/handler$/.test(path);
const isPorts = (path: string): boolean => /^functions\/[^/]+\/ports$/.test(path);
const isPackage = (path: string): boolean => !within(path, ...outer, 'test', '..', 'scripts');
const outer = ['analysis', 'functions', 'infra', 'emulator', 'cli', 'demo', 'bench', 'web'];
const settings = 'functions/settings';

const inner: readonly (readonly [pattern: RegExp, (file: string) => Rule])[] = [
  [
    /^analysis\//,
    () => ({
      words: 'the core imports itself and statistics libraries',
      allows: ({ path }) => within(path, 'analysis', 'simple-statistics') || path.startsWith('@stdlib/'),
    }),
  ],
  [
    /^functions\/settings\.ts$/,
    () => ({
      words: 'settings import zod, types of the core and its check of alias rules',
      allows: ({ path, typeOnly }) =>
        ['zod', 'analysis/graph/alias-problems'].includes(path) || (typeOnly && within(path, 'analysis')),
    }),
  ],
  [
    /^functions\/adapters\//,
    () => ({
      words:
        'an adapter imports the core, ports, adapters, packages and node, no use case and no infrastructure',
      allows: ({ path }) =>
        within(path, 'analysis', 'functions/adapters') ||
        isPorts(path) ||
        (isPackage(path) && !within(path, 'aws-cdk-lib', 'constructs', 'zod')),
    }),
  ],
  [
    /^functions\/[^/]+\/handler\.ts$/,
    (file) => ({
      words: 'a handler imports the core, its use case, adapters, settings, the SDK and node',
      allows: ({ path }) =>
        within(path, 'analysis', posix.dirname(file), 'functions/adapters', settings) ||
        path.startsWith('@aws-sdk/') ||
        isNode(path),
    }),
  ],
  [
    /^functions\//,
    (file) => ({
      words: 'a use case imports the core, its own room, and types of the settings and of other ports',
      allows: ({ path, typeOnly }) =>
        within(path, 'analysis', posix.dirname(file)) || (typeOnly && (path === settings || isPorts(path))),
    }),
  ],
  [
    /^infra\//,
    () => ({
      words: 'infra imports the settings, the CDK and node',
      allows: ({ path }) =>
        within(path, 'infra', 'aws-cdk-lib', 'constructs', 'cdk-nag', 'zod', settings) || isNode(path),
    }),
  ],
  [
    /^emulator\//,
    () => ({
      words: 'the emulator imports itself, node, types of the SDK, its parser generator and its codec',
      allows: ({ path, typeOnly }) =>
        within(path, 'emulator', 'peggy', 'protobufjs') ||
        isNode(path) ||
        (typeOnly && path.startsWith('@aws-sdk/')),
    }),
  ],
  [
    /^web\//,
    () => ({
      words: 'the page imports itself and the core',
      allows: ({ path }) => within(path, 'web', 'analysis'),
    }),
  ],
  [
    /^(cli|demo|bench)\//,
    () => ({
      words:
        'the outer rooms import the core, functions, the emulator, each other, packages and node, no infrastructure',
      allows: ({ path }) =>
        within(path, 'analysis', 'functions', 'emulator', 'cli', 'demo', 'bench') ||
        (isPackage(path) && !within(path, 'aws-cdk-lib', 'constructs')),
    }),
  ],
];

/** The imports of a file that the house forbids. */
export function violationsOf(file: string, imports: readonly Import[]): Violation[] {
  const rule = inner.find(([pattern]) => pattern.test(file))?.[1](file);
  if (rule === undefined) return [];
  return imports.flatMap((wanted): Violation[] => {
    const { specifier, typeOnly } = wanted;
    const path = specifier.startsWith('.')
      ? posix.join(posix.dirname(file), specifier).replace(/\.ts$/, '')
      : specifier;
    if (isHandler(path)) return [{ ...wanted, file, rule: 'nobody imports a handler' }];
    return rule.allows({ path, typeOnly }) ? [] : [{ ...wanted, file, rule: rule.words }];
  });
}
