import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BatchWriteItemCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { XRayClient } from '@aws-sdk/client-xray';
import dynalite from 'dynalite';
import { createXRayLocal, type XRayLocal } from '../../../emulator/server';
import { createSnsLocal, type SnsLocal } from '../../../emulator/sns/server';
import { createTable } from '../../../functions/adapters/dynamodb/create-table';
import { dynamoMemory } from '../../../functions/adapters/dynamodb/memory';
import { snsPublisher } from '../../../functions/adapters/sns';
import { xrayTraces } from '../../../functions/adapters/xray/traces';
import type { WatchSettings } from '../../../functions/settings';
import type { Ports } from '../../../functions/watch/ports';
import { type Trouble, writeSystem } from './recorded-system';

/** Sees every request a process sends; may throw before it is sent or after it was answered. */
export type Interceptor = <T>(send: () => Promise<T>) => Promise<T>;

const passThrough: Interceptor = (send) => send();
const account = { region: 'eu-west-1', credentials: { accessKeyId: 'test', secretAccessKey: 'test' } };
const topic = (name: string): string => `arn:aws:sns:eu-west-1:111122223333:${name}`;

/** X-Ray Local over a recording, dynalite and a local SNS, on free ports, with a clock that the test turns. */
export class World {
  now = 0;
  readonly xray: XRayLocal;
  readonly sns: SnsLocal;
  readonly #dynamo: Server;
  readonly #dir = mkdtempSync(join(tmpdir(), 'tracenorm-world-'));

  constructor(troubles: readonly Trouble[]) {
    const recording = join(this.#dir, 'recording.jsonl');
    writeSystem(recording, troubles);
    this.xray = createXRayLocal({ now: () => this.now, recordings: [recording], pageSize: 2 });
    this.sns = createSnsLocal();
    this.#dynamo = dynalite({ createTableMs: 0 });
  }

  async open(): Promise<this> {
    for (const server of [this.xray, this.sns, this.#dynamo]) {
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    }
    return this;
  }

  async close(): Promise<void> {
    for (const server of [this.xray, this.sns, this.#dynamo]) {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    }
    rmSync(this.#dir, { recursive: true });
  }

  /** The ports of a new process, whose requests all pass through the interceptor. */
  ports(settings: WatchSettings, table: string, interceptor: Interceptor = passThrough): Ports {
    const { ledgerDays, findingDays, scope } = settings;
    const now = (): number => this.now;
    const xray = watched(
      new XRayClient({ ...account, endpoint: url(this.xray), maxAttempts: 1 }),
      interceptor,
    );
    const client = this.dynamodb(interceptor);
    const sns = watched(new SNSClient({ ...account, endpoint: url(this.sns), maxAttempts: 1 }), interceptor);
    return {
      traces: xrayTraces(xray),
      memory: dynamoMemory({ client, table, scope, ledgerDays, findingDays, now }),
      publisher: snsPublisher(sns, { alerts: topic('alerts'), operations: topic('operations') }),
      now,
    };
  }

  dynamodb(interceptor: Interceptor = passThrough): DynamoDBClient {
    return watched(
      new DynamoDBClient({ ...account, endpoint: url(this.#dynamo), maxAttempts: 1 }),
      interceptor,
    );
  }

  async table(name: string): Promise<string> {
    await createTable(this.dynamodb(), name);
    return name;
  }

  /** A new table with all items of another one. */
  async copy(from: string, to: string): Promise<string> {
    const client = this.dynamodb();
    await createTable(client, to);
    const { Items = [] } = await client.send(new ScanCommand({ TableName: from }));
    for (let at = 0; at < Items.length; at += 25) {
      const puts = Items.slice(at, at + 25).map((Item) => ({ PutRequest: { Item } }));
      await client.send(new BatchWriteItemCommand({ RequestItems: { [to]: puts } }));
    }
    return to;
  }
}

const url = (server: Server): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Watchable {
  readonly middlewareStack: {
    add(middleware: unknown, options: { step: 'finalizeRequest'; name: string }): void;
  };
}

function watched<C>(client: C & Watchable, interceptor: Interceptor): C {
  const middleware = (next: (args: unknown) => Promise<unknown>) => (args: unknown) =>
    interceptor(() => next(args));
  client.middlewareStack.add(middleware, { step: 'finalizeRequest', name: 'interceptor' });
  return client;
}
