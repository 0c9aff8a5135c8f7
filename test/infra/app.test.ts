import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const { app, context: flags } = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8'));

/** Runs the app of cdk.json as the CDK CLI does, in an environment that knows no AWS credentials and no home. */
function synth(context: Record<string, unknown>) {
  const outdir = mkdtempSync(join(tmpdir(), 'tracenorm-app-'));
  const [program, ...args] = String(app).split(' ');
  const { status, stderr } = spawnSync(String(program), args, {
    cwd: root,
    encoding: 'utf8',
    env: {
      PATH: process.env.PATH,
      HOME: outdir,
      CDK_OUTDIR: outdir,
      CDK_CONTEXT_JSON: JSON.stringify({ ...flags, 'aws:cdk:bundling-stacks': [], ...context }),
    },
  });
  const written = existsSync(join(outdir, 'TraceNorm.template.json'));
  rmSync(outdir, { recursive: true });
  return { status, stderr, written };
}

describe('npx cdk synth', () => {
  test('needs no AWS credentials, breaks no rule and says what a destroy would keep', () => {
    const { status, stderr, written } = synth({});
    expect(stderr).toContain('cdk destroy keeps the table and the key it needs');
    expect(status).toBe(0);
    expect(written).toBe(true);
  });

  test('fails on wrong settings, naming all of them and nothing of our code', () => {
    const { status, stderr, written } = synth({ windowSeconds: '1', emails: 'nobody' });
    expect(status).toBe(1);
    expect(stderr).toMatch(/windowSeconds: 1 - /);
    expect(stderr).toMatch(/emails\.0: "nobody" - must be an e-mail address/);
    expect(stderr).not.toMatch(/\bat .*\.ts:\d+/);
    expect(written).toBe(false);
  });
});
