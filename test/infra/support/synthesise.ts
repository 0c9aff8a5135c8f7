import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { assemble } from '../../../infra/assemble';
import type { TraceNormStack } from '../../../infra/stack';
import type { TraceNormProps } from '../../../infra/tracenorm';

type Context = Readonly<Record<string, unknown>>;

/** What a real `cdk synth` gets from cdk.json. */
const flags: Context = JSON.parse(readFileSync(join(__dirname, '../../../cdk.json'), 'utf8')).context;

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** A folder for one synthesis, gone when the tests of this file are done. */
function outdir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'tracenorm-synth-'));
  folders.push(folder);
  return folder;
}

const templates = new Map<string, Template>();

/** The stack as `cdk synth -c …` builds it, not bundled. */
export function stackFor(context: Context = {}, overrides: TraceNormProps = {}): TraceNormStack {
  const app = new App({
    outdir: outdir(),
    context: { ...flags, 'aws:cdk:bundling-stacks': [], ...context },
  });
  return assemble(app, overrides);
}

/** The template of {@link stackFor}, made once for each context. */
export function templateFor(context: Context = {}): Template {
  const key = JSON.stringify(context);
  const known = templates.get(key) ?? Template.fromStack(stackFor(context));
  templates.set(key, known);
  return known;
}

/** A function as the template says where its code lies. */
interface Deployed {
  readonly Type: string;
  readonly Properties?: { readonly Code?: { readonly S3Key: string } };
}

/**
 * Bundles a function as a deployment would and returns the path of its `index.js`, the source map beside it.
 * It is CommonJS, so a test may `require` it.
 */
export function synthesisedHandler(owner: 'Watcher' | 'Decider' = 'Watcher'): string {
  const app = new App({ outdir: outdir(), context: flags });
  assemble(app);
  const assembly = app.synth();
  const resources: Readonly<Record<string, Deployed>> = assembly.stacks.at(0)?.template.Resources ?? {};
  const assets = Object.entries(resources)
    .filter(([id, { Type }]) => Type === 'AWS::Lambda::Function' && id.includes(owner))
    .map(([, { Properties }]) => `asset.${Properties?.Code?.S3Key.replace(/\.zip$/, '')}`)
    .map((asset) => join(assembly.directory, asset, 'index.js'));
  if (assets.length !== 1) throw new Error(`expected one bundled ${owner}, got ${assets.length}`);
  return assets.join();
}
