import { setTimeout as pause } from 'node:timers/promises';
import { demoClock, type MappedClock, SPEED } from './clock';
import type { Live } from './live';
import { say, showAlert, showProgress } from './say';
import { type Stage, setStage } from './stage';
import { type Act, type Alert, acts, verdict } from './story';
import { SCOPE } from './watcher';

process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';

const seed = 20_260_311;
const window = 300;
/** Demo seconds: how often the watcher runs, and how long an act may take to be noticed. */
const runEvery = 60;
const patience = 8 * window;

/** `npm start`: shows the watcher learn a system and raise true alerts. `--once` ends by itself and judges itself. */
async function main(once: boolean): Promise<number> {
  const began = Date.now();
  say(
    'Starting X-Ray, DynamoDB and SNS on this machine, and a small system of API, functions and a service ...',
  );
  const stage = await setStage(seed);
  const { windows, documents } = stage.xray;
  say(
    `X-Ray holds two weeks of its history: ${windows} windows recorded, ${documents} segment documents sent.`,
  );
  const learned = await stage.learn(showProgress('Learning the norm'));
  say(`Learned ${learned.edges} edges from ${learned.windows} windows of 5 minutes in ${seconds(began)} s.`);
  const clock = demoClock();
  stage.xray.begin(clock.settings);
  const live = await stage.system.begin(clock);
  say(`Live traffic runs; ${SPEED} seconds pass in one. The watcher runs once a demo minute, as deployed.`);
  const watching = watchOn(stage, clock, began);
  await untilWindows(clock, 2);
  for (const act of acts) await stageAct(act, live, clock, watching);
  await untilWindows(clock, 3);
  const { missed, unexpected } = verdict(watching.alerts);
  for (const act of missed) say(`MISSED: ${act.title}`);
  for (const alert of unexpected) say(`UNEXPECTED: ${alert.subject}`);
  const good = missed.length === 0 && unexpected.length === 0 && watching.failures.length === 0;
  for (const failure of watching.failures) say(`FAILED RUN: ${failure}`);
  if (good)
    say(`Three incidents staged, three raised, nothing else. ${live.sent()} requests, ${seconds(began)} s.`);
  if (!once) await lookAround(stage);
  watching.stop();
  await watching.ended;
  await live.stop();
  await stage.close();
  return good ? 0 : 1;
}

const seconds = (since: number): string => ((Date.now() - since) / 1000).toFixed(1);

interface Watching {
  readonly alerts: readonly Alert[];
  readonly failures: readonly string[];
  readonly ended: Promise<void>;
  stop(): void;
}

/** Calls the handler once a demo minute and shows what arrives in the inbox. */
function watchOn(stage: Stage, clock: MappedClock, began: number): Watching {
  const alerts: Alert[] = [];
  const failures: string[] = [];
  let stopped = false;
  const loop = async (): Promise<void> => {
    for (let shown = 0; !stopped; ) {
      const at = clock.now();
      const failure = await stage.watcher.run({ scope: SCOPE, now: at });
      if (failure) failures.push(failure);
      for (const message of stage.sns.inbox.slice(shown)) {
        shown += 1;
        alerts.push(alertOf(message));
        showAlert(message, clock.now(), seconds(began));
      }
      await pause(Math.max(10, ((at + runEvery - clock.now()) / SPEED) * 1000));
    }
  };
  return {
    alerts,
    failures,
    ended: loop(),
    stop: () => {
      stopped = true;
    },
  };
}

function alertOf(message: Stage['sns']['inbox'][number]): Alert {
  const attribute = (name: string): string => message.MessageAttributes[name]?.StringValue ?? '';
  return { subject: message.Subject ?? '', kind: attribute('kind'), status: attribute('status') };
}

/** Stages one incident until its alert is there, ends it, and lets the system calm down. */
async function stageAct(act: Act, live: Live, clock: MappedClock, watching: Watching): Promise<void> {
  say(`Now ${act.title}.`);
  await live.set(act.incident, true);
  const until = clock.now() + patience;
  while (clock.now() < until && !watching.alerts.some((alert) => act.isAlert(alert))) await pause(100);
  await live.set(act.incident, false);
  say(`${act.title[0]?.toUpperCase()}${act.title.slice(1)}: ended.`);
  await untilWindows(clock, 2);
}

/** Waits until so many whole windows have passed. */
async function untilWindows(clock: MappedClock, windows: number): Promise<void> {
  const end = (Math.floor(clock.now() / window) + windows + 1) * window;
  await pause(((end - clock.now()) / SPEED) * 1000);
}

/** Stays open until Ctrl-C and says where to look. */
async function lookAround(stage: Stage): Promise<void> {
  say('It goes on until you press Ctrl-C. Where to look next:');
  say(`  every message as SNS received it:  curl ${stage.inboxUrl}`);
  say(`  the watcher's metrics:             tail -f ${stage.watcher.log}`);
  say(`  the watcher's memory (DynamoDB):   ${stage.storeDir}`);
  say('  the code that did this:            functions/watch/watch.ts, analysis/line.ts');
  await new Promise<void>((resolve) => process.once('SIGINT', () => resolve()));
}

main(process.argv.includes('--once')).then(
  (code) => process.exit(code),
  (cause: unknown) => {
    process.stderr.write(`${cause instanceof Error ? cause.stack : String(cause)}\n`);
    process.exit(4);
  },
);
