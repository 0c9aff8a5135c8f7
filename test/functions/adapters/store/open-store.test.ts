import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import { NotAStore } from '../../../../functions/adapters/store/folder';
import { StoreGone } from '../../../../functions/adapters/store/local-client';
import { openStore, type Store } from '../../../../functions/adapters/store/open-store';
import { endAll, storeProcess } from './process';

let dir: string;
const open: Store[] = [];
const opened = async (folder = dir): Promise<Store> => {
  const store = await openStore(folder);
  open.push(store);
  return store;
};

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'tracenorm-store-'));
});
afterEach(async () => {
  endAll();
  for (const store of open.splice(0).reverse()) await store.close();
  await rm(dir, { recursive: true, force: true });
});

test('the first to open serves on a loopback address, the next one connects to it', async () => {
  const first = await opened();
  const second = await opened();
  expect([first.served, second.served]).toEqual([true, false]);
  expect(first.endpoint).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(second.endpoint).toBe(first.endpoint);
  const tables = await second.client.send(new ListTablesCommand({}));
  expect(tables.TableNames).toEqual([second.table]);
});

test('a folder that does not exist is made', async () => {
  expect((await opened(join(dir, 'deep', 'new'))).served).toBe(true);
});

test('a folder that holds something else is refused with a sentence and left as it was', async () => {
  await writeFile(join(dir, 'thesis.txt'), 'mine');
  await expect(openStore(dir)).rejects.toThrow(NotAStore);
  await expect(openStore(dir)).rejects.toThrow(
    `${dir} cannot hold the local store: it holds other files, e.g. thesis.txt`,
  );
  expect(await readdir(dir)).toEqual(['thesis.txt']);
});

test('a file in the place of the folder is refused', async () => {
  const file = join(dir, 'file');
  await writeFile(file, '');
  await expect(openStore(file)).rejects.toThrow(NotAStore);
});

test.each([
  ['{"store":"tracenorm","format":2,"id":"x"}', 'it has format 2, this program reads 1'],
  ['{"store":"other"}', 'its store.json was not written by tracenorm'],
  ['not JSON', 'its store.json was not written by tracenorm'],
])('a folder marked %s is refused', async (marker, sentence) => {
  await writeFile(join(dir, 'store.json'), marker);
  await expect(openStore(dir)).rejects.toThrow(sentence);
});

test('a store closed in order is opened again with what it held', async () => {
  const first = storeProcess(dir);
  expect(await first.heard()).toMatchObject({ served: true });
  expect(await first.ask('a')).toEqual({ ids: ['a'] });
  await first.close();
  const second = storeProcess(dir);
  expect(await second.heard()).toMatchObject({ served: true });
  expect(await second.ask('b')).toEqual({ ids: ['a', 'b'] });
});

test('of processes that open at the same time one serves and all see the same store', async () => {
  const processes = [1, 2, 3, 4].map(() => storeProcess(dir));
  const answers = await Promise.all(processes.map((one) => one.heard()));
  expect(answers.filter(({ served }) => served)).toHaveLength(1);
  expect(new Set(answers.map((answer) => answer.opened)).size).toBe(1);
  for (const [index, one] of processes.entries()) await one.ask(`d${index}`);
  expect(await processes[0]?.ask('read')).toEqual({ ids: ['d0', 'd1', 'd2', 'd3'] });
});

test('when the serving process is killed, the others are told so and the next to open takes over', async () => {
  const first = storeProcess(dir);
  expect(await first.heard()).toMatchObject({ served: true });
  await first.ask('a');
  const second = storeProcess(dir);
  expect(await second.heard()).toMatchObject({ served: false });
  expect(await second.ask('b')).toEqual({ ids: ['a', 'b'] });
  first.signal('SIGKILL');
  await first.ended();
  expect(await second.ask('read')).toMatchObject({
    error: StoreGone.name,
    message: `the local store in ${dir} is no longer served: the process that served it has ended; nothing committed is lost, run the command again and it serves the store itself`,
  });
  const heirs = [storeProcess(dir), storeProcess(dir), storeProcess(dir)];
  const answers = await Promise.all(heirs.map((one) => one.heard()));
  expect(answers.filter(({ served }) => served)).toHaveLength(1);
  expect(await heirs[1]?.ask('c')).toEqual({ ids: ['a', 'b', 'c'] });
});

test('when the serving process ends in order, one that waits to open takes over', async () => {
  const first = storeProcess(dir);
  await first.heard();
  await first.ask('a');
  const [next] = await Promise.all([opened(), first.close()]);
  expect([true, false]).toContain(next.served);
  const last = next.served ? next : await opened();
  expect(last.served).toBe(true);
});

test('a table whose creation was cut short is created anew', async () => {
  await (await openStore(dir)).close();
  await rm(join(dir, 'data'), { recursive: true });
  await promisify(execFile)(process.execPath, ['-e', halfCreated, join(dir, 'data')]);
  const store = await opened();
  expect(store.served).toBe(true);
  expect(await (await opened()).client.send(new ListTablesCommand({}))).toMatchObject({
    TableNames: [store.table],
  });
});

/** Ends its process while the table is being created. */
const halfCreated = `
  const { CreateTableCommand, DynamoDBClient } = require('@aws-sdk/client-dynamodb');
  const server = require('dynalite')({ path: process.argv[1], createTableMs: 60_000 });
  server.listen(0, '127.0.0.1', async () => {
    const endpoint = 'http://127.0.0.1:' + server.address().port;
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials });
    const AttributeDefinitions = ['pk', 'sk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' }));
    const KeySchema = [{ AttributeName: 'pk', KeyType: 'HASH' }, { AttributeName: 'sk', KeyType: 'RANGE' }];
    const BillingMode = 'PAY_PER_REQUEST';
    await client.send(new CreateTableCommand({ TableName: 'tracenorm', AttributeDefinitions, KeySchema, BillingMode }));
    process.exit();
  });
`;

test('a database that cannot be opened is an error, and the store is not left claimed', async () => {
  await (await openStore(dir)).close();
  await rm(join(dir, 'data'), { recursive: true });
  await mkdir(join(dir, 'data'));
  await mkdir(join(dir, 'data', 'CURRENT'));
  const refused = storeProcess(dir);
  expect(await refused.heard()).toMatchObject({
    error: 'Error',
    message: `cannot open the database in ${join(dir, 'data')}`,
  });
  await refused.ended();
  await rm(join(dir, 'data'), { recursive: true });
  expect((await opened()).served).toBe(true);
});

test('a serving process that lives and does not answer is not taken over', async () => {
  const first = storeProcess(dir);
  await first.heard();
  first.signal('SIGSTOP');
  await expect(openStore(dir)).rejects.toThrow(
    `the local store in ${dir} is held by process ${first.pid}, which does not answer`,
  );
}, 30_000);

describe('a claim that nobody stands behind', () => {
  const claimed = async (content: object) => {
    await (await openStore(dir)).close();
    await writeFile(join(dir, 'server.7.json'), JSON.stringify(content));
    return opened();
  };
  const other = async (answer: string) => {
    const server: Server = createServer((_, response) => response.end(answer));
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    return { server, endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
  };

  test('is taken over when its process is dead', async () => {
    expect((await claimed({ pid: 2 ** 22 + 1 })).served).toBe(true);
  });

  test('is taken over when its process id is in use and its address is not', async () => {
    expect((await claimed({ pid: process.pid, endpoint: 'http://127.0.0.1:9' })).served).toBe(true);
  });

  test('is taken over when something else answers there', async () => {
    const { server, endpoint } = await other('{}');
    expect((await claimed({ pid: process.pid, endpoint })).served).toBe(true);
    server.close();
  });

  test('is taken over when the store of another folder answers there', async () => {
    const elsewhere = await opened(join(dir, 'elsewhere'));
    const here = join(dir, 'here');
    await mkdir(here);
    await (await openStore(here)).close();
    await writeFile(
      join(here, 'server.7.json'),
      JSON.stringify({ pid: process.pid, endpoint: elsewhere.endpoint }),
    );
    const store = await opened(here);
    expect(store.served).toBe(true);
    expect(store.endpoint).not.toBe(elsewhere.endpoint);
  });

  test('leaves one claim file behind, with a number one higher', async () => {
    const store = await claimed({ pid: 0 });
    const claims = (await readdir(dir)).filter((name) => name.startsWith('server.'));
    expect(claims).toEqual(['server.8.json']);
    expect(JSON.parse(await readFile(join(dir, 'server.8.json'), 'utf8'))).toEqual({
      pid: process.pid,
      endpoint: store.endpoint,
    });
  });
});
