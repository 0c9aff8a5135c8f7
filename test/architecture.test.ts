import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Import, importsOf, type Violation, violationsOf } from './laws/imports';
import { impuritiesOf } from './laws/purity';

const root = join(__dirname, '..');
const rooms = ['analysis', 'functions', 'infra', 'emulator', 'cli', 'demo', 'bench', 'web'];

/** Every TypeScript file of the rooms that exist, path from the root and text. */
const files: readonly (readonly [path: string, text: string])[] = rooms
  .filter((room) => existsSync(join(root, room)))
  .flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.[cm]?tsx?$/.test(name) && !name.includes('node_modules'))
      .map((name) => join(room, name)),
  )
  .sort()
  .map((path) => [path, readFileSync(join(root, path), 'utf8')] as const);

const text = ({ file, line, specifier, rule }: Violation): string =>
  `${file}:${line} imports ${specifier}: ${rule}`;

/** What the rules say of a file that holds one import. */
const judged = (file: string, code: string): string[] => violationsOf(file, importsOf(code)).map(text);

describe('The rooms', () => {
  test('are there to be read', () => {
    expect(files.filter(([path]) => path.startsWith('analysis/')).length).toBeGreaterThan(30);
    expect(files.filter(([path]) => path.startsWith('functions/')).length).toBeGreaterThan(0);
  });

  test('import only what the house allows them', () => {
    expect(files.flatMap(([path, code]) => violationsOf(path, importsOf(code))).map(text)).toEqual([]);
  });

  test('read no clock, chance or environment in the core', () => {
    const core = files.filter(([path]) => path.startsWith('analysis/'));
    expect(core.flatMap(([path, code]) => impuritiesOf(code).map((what) => `${path}:${what}`))).toEqual([]);
  });
});

describe('The rules', () => {
  const forbidden: readonly (readonly [file: string, code: string, rule: string])[] = [
    ['analysis/line.ts', `import { z } from 'zod';`, 'the core imports itself and statistics libraries'],
    ['analysis/line.ts', `import { readFile } from 'node:fs';`, 'the core imports itself'],
    [
      'analysis/line.ts',
      `import type { Memory } from '../functions/watch/ports';`,
      'the core imports itself',
    ],
    [
      'analysis/detect/x.ts',
      `const a = await import('../../functions/settings');`,
      'the core imports itself',
    ],
    ['analysis/detect/x.ts', `const a = require('@aws-sdk/client-xray');`, 'the core imports itself'],
    ['analysis/x.ts', `export type { A } from '@aws-sdk/client-xray';`, 'the core imports itself'],
    ['analysis/x.ts', `export * from '../emulator/server';`, 'the core imports itself'],
    ['analysis/x.ts', `type A = import('../cli/main').A;`, 'the core imports itself'],
    ['functions/watch/watch.ts', `import '@aws-sdk/client-xray';`, 'a use case imports the core'],
    ['functions/watch/watch.ts', `import { join } from 'node:path';`, 'a use case imports the core'],
    ['functions/watch/watch.ts', `import { a } from '../adapters/sns';`, 'a use case imports the core'],
    ['functions/watch/watch.ts', `import { a } from '../decide/decide';`, 'a use case imports the core'],
    ['functions/watch/watch.ts', `import { z } from 'zod';`, 'a use case imports the core'],
    ['functions/adapters/sns.ts', `import { watch } from '../watch/watch';`, 'an adapter imports the core'],
    ['functions/adapters/sns.ts', `import { App } from 'aws-cdk-lib';`, 'an adapter imports the core'],
    [
      'functions/settings.ts',
      `import { fold } from '../analysis/baseline/fold';`,
      'settings import zod, types',
    ],
    ['functions/watch/handler.ts', `import { App } from 'aws-cdk-lib';`, 'a handler imports'],
    ['cli/main.ts', `import { handler } from '../functions/watch/handler';`, 'nobody imports a handler'],
    ['functions/watch/watch.ts', `import { handler } from './handler';`, 'nobody imports a handler'],
    ['infra/stack.ts', `import { fold } from '../analysis/baseline/fold';`, 'infra imports the settings'],
    ['infra/stack.ts', `import { a } from '../functions/watch/ports';`, 'infra imports the settings'],
    ['infra/stack.ts', `import { SNSClient } from '@aws-sdk/client-sns';`, 'infra imports the settings'],
    [
      'emulator/server.ts',
      `import { decodeGraph } from '../analysis/graph/decode';`,
      'the emulator imports itself',
    ],
    [
      'emulator/server.ts',
      `import type { A } from '../functions/watch/ports';`,
      'the emulator imports itself',
    ],
    [
      'emulator/server.ts',
      `import { XRayClient } from '@aws-sdk/client-xray';`,
      'the emulator imports itself',
    ],
    [
      'emulator/server.ts',
      `import { XRayClient, type A } from '@aws-sdk/client-xray';`,
      'the emulator imports itself',
    ],
    ['emulator/server.ts', `import { z } from 'zod';`, 'the emulator imports itself'],
    ['cli/main.ts', `import { App } from 'aws-cdk-lib';`, 'the outer rooms'],
    ['demo/start.ts', `import { a } from '../infra/stack';`, 'the outer rooms'],
    ['bench/run.ts', `import { test } from '../test/laws/drive';`, 'the outer rooms'],
    ['web/main.ts', `import { join } from 'node:path';`, 'the page imports itself and the core'],
    ['web/main.ts', `import { a } from '../functions/settings';`, 'the page imports itself and the core'],
  ];

  test.each(forbidden)('refuse in %s: %s', (file, code, rule) => {
    const [found] = judged(file, `const first = 1;\n${code}`);
    expect(found).toContain(`${file}:2 imports`);
    expect(found).toContain(rule);
  });

  const allowed: readonly (readonly [file: string, code: string])[] = [
    [
      'analysis/detect/latency.ts',
      `import tCdf from '@stdlib/stats-base-dists-t-cdf';\nimport { mean } from 'simple-statistics';`,
    ],
    [
      'functions/settings.ts',
      `import { z } from 'zod';\nimport type { Settings } from '../analysis/model/settings';`,
    ],
    [
      'functions/watch/watch.ts',
      `import { step } from '../../analysis/line';\nimport type { Memory } from './ports';`,
    ],
    [
      'functions/adapters/sns.ts',
      `import { SNSClient } from '@aws-sdk/client-sns';\nimport { LeaseLost } from '../watch/ports';`,
    ],
    [
      'functions/watch/handler.ts',
      `import { Watch } from './watch';\nimport { a } from '../adapters/sns';\nimport { b } from '../settings';`,
    ],
    [
      'infra/stack.ts',
      `import { Stack } from 'aws-cdk-lib/core';\nimport { a } from '../functions/settings';`,
    ],
    [
      'emulator/server.ts',
      `import type { A } from '@aws-sdk/client-xray';\nimport { type B } from '@aws-sdk/client-xray';`,
    ],
    ['emulator/traces/filter/parse.ts', `import { generate } from 'peggy';`],
    ['web/main.ts', `import { fold } from '../analysis/baseline/fold';`],
  ];

  test.each(allowed)('allow in %s: %s', (file, code) => {
    expect(importsOf(code).length).toBeGreaterThan(0);
    expect(judged(file, code)).toEqual([]);
  });

  test.each([
    ['Date.now()', '1 Date.now'],
    ['new Date()', '1 new Date()'],
    ['Math.random()', '1 Math.random'],
    ['process.env.HOME', '1 process'],
    ['performance.now()', '1 performance'],
    ['globalThis.crypto', '1 globalThis'],
    ['crypto.randomUUID()', '1 crypto'],
    ['const { now } = Date', '1 Date'],
    ["new Intl.DateTimeFormat('en')", '1 Intl'],
    ['new Intl.NumberFormat(a, b)', '1 Intl'],
  ])('see that %s is impure', (code, what) => {
    expect(impuritiesOf(`const a = 1;\n${code};`).map((found) => found.replace('2 ', '1 '))).toContain(what);
  });

  test('see that a date made from an argument is pure', () => {
    expect(
      impuritiesOf('const text = new Date(1000 * seconds).toISOString(); Math.max(1, 2); Date.UTC(2026, 0);'),
    ).toEqual([]);
  });

  test('see that a date format is pure that is given locale and options', () => {
    expect(impuritiesOf("new Intl.DateTimeFormat('en', { timeZone }).format(1)")).toEqual([]);
  });

  test('name type-only imports as such', () => {
    const found: readonly Import[] = importsOf(
      `import type { A } from 'a';\nimport { type B } from 'b';\nimport { C } from 'c';`,
    );
    expect(found.map(({ typeOnly }) => typeOnly)).toEqual([true, true, false]);
  });
});
