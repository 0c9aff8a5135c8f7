import { fork } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import type { WatchEvent } from '../functions/watch/ports';

/** The scope the demo watches: what a deployed watcher would be told by its schedule. */
export const SCOPE = '111122223333/eu-west-1/Default';

/**
 * The defaults, but for one: on a busy laptop every process stalls now and then for a tenth of a second or two,
 * which is no incident of the system. The staged slowness is far above this.
 */
export const demoSettings = { environment: 'demo', latencyEffect: { factor: 2, seconds: 0.3 } };

const topicArn = (name: string): string => `arn:aws:sns:eu-west-1:111122223333:${name}`;

/** Where the watcher finds everything. */
export interface WatcherPlaces {
  readonly xray: string;
  readonly dynamodb: string;
  readonly sns: string;
  readonly table: string;
}

/** What the Lambda's environment would say, with endpoints on this machine. */
export const watcherEnvironment = (places: WatcherPlaces): Record<string, string> => ({
  AWS_REGION: 'eu-west-1',
  AWS_ACCESS_KEY_ID: 'demo',
  AWS_SECRET_ACCESS_KEY: 'demo',
  AWS_ENDPOINT_URL_XRAY: places.xray,
  AWS_ENDPOINT_URL_DYNAMODB: places.dynamodb,
  AWS_ENDPOINT_URL_SNS: places.sns,
  TRACENORM_TABLE: places.table,
  TRACENORM_ALERT_TOPIC_ARN: topicArn('tracenorm-alerts'),
  TRACENORM_OPERATIONS_TOPIC_ARN: topicArn('tracenorm-operations'),
  TRACENORM_SETTINGS: JSON.stringify(demoSettings),
});

/** The watcher in a process of its own, as Lambda would run it. */
export interface Watcher {
  readonly pid: number;
  /** File of what the handler writes: its metrics. */
  readonly log: string;
  /** One run; resolves to why it failed, or to undefined. */
  run(event: WatchEvent): Promise<string | undefined>;
  stop(): Promise<void>;
}

/** Starts the bundled handler in a process whose environment is the Lambda's. */
export async function startWatcher(dir: string, places: WatcherPlaces): Promise<Watcher> {
  const bundle = await bundledHandler(dir);
  const log = join(dir, 'watcher.log');
  const child = fork(join(__dirname, 'watcher-process.js'), [bundle], {
    env: { ...process.env, ...watcherEnvironment(places) },
    execArgv: ['--max-old-space-size=192'],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  });
  child.stdout?.pipe(createWriteStream(log));
  let answer: (failure: string | undefined) => void = () => undefined;
  child.on('message', (message: { readonly failure?: string }) => answer(message.failure));
  child.on('exit', () => answer('the watcher process ended'));
  return {
    pid: child.pid ?? 0,
    log,
    run: (event) =>
      new Promise((resolve) => {
        answer = resolve;
        if (child.connected) child.send(event);
        else resolve('the watcher process ended');
      }),
    stop: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}

/** Bundles the handler as the deployment does, from the same entry. */
async function bundledHandler(dir: string): Promise<string> {
  const outfile = join(dir, 'handler.js');
  await build({
    entryPoints: [join(__dirname, '../functions/watch/handler.ts')],
    outfile,
    bundle: true,
    minify: true,
    platform: 'node',
    format: 'cjs',
    mainFields: ['module', 'main'],
    target: 'node20',
    logLevel: 'warning',
  });
  return outfile;
}
