import { mkdtemp, rm } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SNSClient } from '@aws-sdk/client-sns';
import { XRayClient } from '@aws-sdk/client-xray';
import { createSnsLocal, type SnsLocal } from '../emulator/sns/server';
import { dynamoMemory } from '../functions/adapters/dynamodb/memory';
import { snsPublisher } from '../functions/adapters/sns';
import { openStore } from '../functions/adapters/store/open-store';
import { xrayTraces } from '../functions/adapters/xray/traces';
import { parseSettings } from '../functions/settings';
import { type BackfillReport, backfill } from '../functions/watch/backfill';
import { startDynamo } from './dynamo';
import { type Launched, launch } from './live';
import { demoSettings, SCOPE, startWatcher, type Watcher } from './watcher';
import { startXRay, type XRayProcess } from './xray';
import { HISTORY_READ_AT } from './xray-process';

/** Everything the demo needs, running on free loopback ports. */
export interface Stage {
  readonly xray: XRayProcess;
  readonly sns: SnsLocal;
  readonly inboxUrl: string;
  readonly system: Launched;
  readonly watcher: Watcher;
  /** Folder of the watcher's memory. */
  readonly storeDir: string;
  /** Teaches the watcher the two weeks of history. */
  learn(progress: (done: number, all: number) => void): Promise<BackfillReport>;
  close(): Promise<void>;
}

/** Starts X-Ray with its history, DynamoDB, SNS, the sample system and the bundled watcher. */
export async function setStage(seed: number): Promise<Stage> {
  const dir = await mkdtemp(join(tmpdir(), 'tracenorm-demo-'));
  const storeDir = join(dir, 'store');
  const sns = createSnsLocal();
  const [xray, store, dynamo] = await Promise.all([
    startXRay(dir, seed),
    openStore(storeDir),
    startDynamo(),
    listen(sns),
  ]);
  const system = await launch({
    daemonAddress: `127.0.0.1:${xray.daemonPort}`,
    dynamoEndpoint: dynamo.endpoint,
    seed,
  });
  const places = {
    xray: url(xray.port),
    dynamodb: store.endpoint,
    sns: url(portOf(sns)),
    table: store.table,
  };
  const watcher = await startWatcher(dir, places);
  return {
    xray,
    sns,
    inboxUrl: `${places.sns}/inbox`,
    system,
    storeDir,
    watcher,
    learn: (progress) => {
      const settings = { ...parseSettings(demoSettings), scope: SCOPE };
      const now = (): number => HISTORY_READ_AT;
      const { ledgerDays, findingDays } = settings;
      const ports = {
        traces: xrayTraces(new XRayClient({ ...local, endpoint: places.xray })),
        memory: dynamoMemory({
          client: store.client,
          table: store.table,
          scope: SCOPE,
          ledgerDays,
          findingDays,
          now,
        }),
        publisher: snsPublisher(new SNSClient({ ...local, endpoint: places.sns }), {
          alerts: '',
          operations: '',
        }),
        now,
      };
      return backfill(ports, settings, { days: 14, owner: 'demo', progress });
    },
    close: async () => {
      await Promise.all([watcher.stop(), xray.stop(), store.close(), dynamo.close(), close(sns)]);
      await rm(dir, { recursive: true, force: true });
    },
  };
}

const local = { region: 'eu-west-1', credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' } };
const url = (port: number): string => `http://127.0.0.1:${port}`;
const portOf = (server: Server): number => (server.address() as AddressInfo).port;
const listen = (server: Server): Promise<void> =>
  new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

const close = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
