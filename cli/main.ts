import { once } from 'node:events';
import { exits } from './exit';
import { failureOf } from './failure';
import type { Io } from './io';
import { progressOn } from './progress';
import { run } from './run';

/** package.json says which Node.js we support; the SDK's notice about it is no news to whoever watches a system. */
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= 'true';

const stopping = new AbortController();
let readerGone = false;

/** A reader that closes the pipe early (`| head`) has had enough; the work and its exit code go on without it. */
const gone = new Promise<void>((resolve) => {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    readerGone = true;
    resolve();
  });
});

/** The real world: the only place that touches the process and decides how it ends. */
const io: Io = {
  async out(text) {
    if (!readerGone && !process.stdout.write(text)) await Promise.race([once(process.stdout, 'drain'), gone]);
  },
  say: (line) => {
    process.stderr.write(`${line}\n`);
  },
  progress: (what, total) => progressOn(process.stderr, what, total),
  now: () => Date.now() / 1000,
  signal: stopping.signal,
  environment: process.env,
};

function fail(error: unknown): void {
  const { exit, text } = failureOf(error);
  io.say(`tracenorm: ${text}`);
  process.exitCode = exit;
}

/** The first request to stop lets a command end in order, the second ends it at once. */
for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    if (stopping.signal.aborted) process.exit(exits.failed);
    stopping.abort();
  });
}
process.on('uncaughtException', (error) => {
  fail(error);
  process.exit();
});

run(process.argv.slice(2), io).then((exit) => {
  process.exitCode = exit;
}, fail);
