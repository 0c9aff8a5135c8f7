import { existsSync, readFileSync, statSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { synthesisedHandler } from './support/synthesise';

/** Named in an error message of the SDK, for signing requests to several Regions at once; we send none. */
const onlyMentioned = ['@aws-sdk/signature-v4-crt'];

describe('The bundled handler', () => {
  const handler = synthesisedHandler();
  const source = readFileSync(handler, 'utf8');

  test('is smaller than 1 MB', () => {
    expect(statSync(handler).size).toBeLessThan(1_000_000);
  });

  test('holds the AWS SDK and everything else, requiring nothing but Node itself', () => {
    const required = [...source.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
    const foreign = required.filter(
      (name) => !builtinModules.includes(name.replace(/^node:/, '')) && !onlyMentioned.includes(name),
    );
    expect(foreign).toEqual([]);
  });

  test('has its source map beside it, so that stack traces name our lines', () => {
    expect(source).toContain('//# sourceMappingURL=index.js.map');
    expect(existsSync(`${handler}.map`)).toBe(true);
  });

  test('exports a handler without touching AWS when it is loaded', () => {
    expect(typeof require(handler).handler).toBe('function');
  });
});
