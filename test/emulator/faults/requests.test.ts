import {
  GetGroupsCommand,
  GetSamplingRulesCommand,
  GetServiceGraphCommand,
  paginateGetServiceGraph,
  XRayClient,
} from '@aws-sdk/client-xray';
import type { Fault, FaultPlan } from '../../../emulator/faults/plan';
import { throttled } from '../../../emulator/wire/failure';
import { segment, subsegment, T0, toTable } from '../support/documents';
import { clientFor, type Running, startXRay } from '../support/xray';

let local: Running;
let single: XRayClient;
beforeEach(async () => {
  local = await startXRay({ pageSize: 2 });
  single = new XRayClient({ ...clientFor(local.url), maxAttempts: 1 });
});
afterEach(() => {
  single.destroy();
  return local.stop();
});

const put = async (plan: FaultPlan) => {
  const answer = await fetch(`${local.url}/_control/faults`, { method: 'PUT', body: JSON.stringify(plan) });
  expect(answer.status).toBe(200);
};
const faults = (...faults: readonly Fault[]) => put({ faults });
const counts = async () => {
  const answer = (await (await fetch(`${local.url}/_control/faults`)).json()) as {
    counts: readonly { asked: number; hit: number }[];
  };
  return answer.counts.map(({ asked, hit }) => [asked, hit]);
};
const groups = new GetGroupsCommand({});
const attempts = async () => (await local.client.send(groups)).$metadata.attempts;
/** A service's error by its name, a broken connection by what Node.js says of it. */
const wordOf = (error: unknown): string => {
  const { name, message } = error as Error;
  return /ECONNRESET|aborted/.exec(message)?.[0] ?? name;
};
const outcome = async (client: XRayClient): Promise<string> => client.send(groups).then(() => 'ok', wordOf);
const outcomes = async (count: number): Promise<string[]> => {
  const found: string[] = [];
  for (let n = 0; n < count; n++) found.push(await outcome(single));
  return found;
};

describe('errors', () => {
  test.each([
    ['throttle', 2],
    ['internal', 2],
    ['unavailable', 2],
    ['reset', 2],
  ] as const)('%s once is retried by the SDK and then answered', async (error, expected) => {
    await faults({ kind: 'error', error, times: 1 });
    expect(await attempts()).toBe(expected);
    expect(await counts()).toEqual([[2, 1]]);
  });

  test('without retries the client sees each error by its name', async () => {
    const custom = { code: 'AccessDeniedException', status: 403, message: 'no' };
    const steps = ['throttle', 'internal', 'unavailable', 'invalidRequest', 'reset', custom] as const;
    await faults({ kind: 'script', steps });
    expect(await outcomes(7)).toEqual([
      'ThrottledException',
      'InternalFailure',
      'ServiceUnavailable',
      'InvalidRequestException',
      'ECONNRESET',
      'AccessDeniedException',
      'ok',
    ]);
  });

  test('a script may begin again, and steps that are ok count as asked', async () => {
    await faults({ kind: 'script', steps: ['ok', 'throttle', 'ok'], repeat: true });
    const round = ['ok', 'ThrottledException', 'ok'];
    expect(await outcomes(6)).toEqual([...round, ...round]);
    expect(await counts()).toEqual([[6, 2]]);
  });

  test('only the named operations are struck', async () => {
    await faults({ kind: 'error', error: 'throttle', operations: ['GetGroups'] });
    await single.send(new GetSamplingRulesCommand({}));
    expect(await outcomes(2)).toEqual(['ThrottledException', 'ThrottledException']);
    expect(await counts()).toEqual([[2, 2]]);
  });

  test('the first fault that refuses a request is the only one that strikes it', async () => {
    await faults(
      { kind: 'error', error: 'throttle', times: 1 },
      { kind: 'error', error: 'internal', times: 1 },
    );
    expect(await outcomes(3)).toEqual(['ThrottledException', 'InternalFailure', 'ok']);
    expect(await counts()).toEqual([
      [3, 1],
      [2, 1],
    ]);
  });

  test('failNext is a fault behind those of the plan, and is reported as one', async () => {
    await faults({ kind: 'script', steps: ['internal'] });
    local.xray.failNext(1, throttled('slow down'));
    local.xray.failNext(0);
    expect(await outcomes(3)).toEqual(['InternalFailure', 'ThrottledException', 'ok']);
    expect(await counts()).toEqual([
      [3, 1],
      [2, 1],
    ]);
  });

  test('equal seeds give the same sequence, other seeds another', async () => {
    const sequence = async (seed: number) => {
      await put({ seed, faults: [{ kind: 'error', error: 'throttle', rate: 0.4 }] });
      return outcomes(40);
    };
    const first = await sequence(7);
    expect(await sequence(7)).toEqual(first);
    expect(await sequence(8)).not.toEqual(first);
    expect(new Set(first)).toEqual(new Set(['ok', 'ThrottledException']));
  });
});

describe('answers', () => {
  test.each([0, 0.5, 1])(
    'an answer cut after %d of it breaks, and the next attempt succeeds',
    async (share) => {
      await faults({ kind: 'truncate', share, times: 2 });
      const answer = await fetch(`${local.url}/Groups`, { method: 'POST' });
      expect([answer.status, Number(answer.headers.get('content-length'))]).toEqual([
        200,
        expect.any(Number),
      ]);
      await expect(answer.text()).rejects.toThrow();
      expect(await attempts()).toBe(2);
      expect(await outcomes(1)).toEqual(['ok']);
    },
  );

  test('a request whose answer is cut was carried out', async () => {
    await faults({ kind: 'truncate', share: 0.5 });
    const body = JSON.stringify({ TraceSegmentDocuments: [JSON.stringify(segment(1, 'web', [0, 1]))] });
    const answer = await fetch(`${local.url}/TraceSegments`, { method: 'POST', body });
    await expect(answer.text()).rejects.toThrow();
    expect(local.xray.health()).toMatchObject({ documents: { accepted: 1 }, traces: 1 });
  });

  test('latency delays answers by a time between the two', async () => {
    await faults({ kind: 'latency', milliseconds: [60, 90] }, { kind: 'latency', milliseconds: 20 });
    const began = performance.now();
    expect(await outcome(single)).toBe('ok');
    expect(performance.now() - began).toBeGreaterThanOrEqual(79);
  });
});

describe('pages', () => {
  const StartTime = new Date(T0 * 1000);
  const EndTime = new Date((T0 + 60) * 1000);
  const input = { StartTime, EndTime };
  /** Pages of the graph until the first error, and its name. */
  const pages = async (client: XRayClient): Promise<[number, string]> => {
    let read = 0;
    try {
      for await (const _ of paginateGetServiceGraph({ client }, { ...input })) read += 1;
      return [read, 'ok'];
    } catch (error) {
      return [read, wordOf(error)];
    }
  };
  beforeEach(() => {
    const calls = ['a', 'b', 'c'].map((table, n) => subsegment(10 + n, 'DynamoDB', [0, 0.5], toTable(table)));
    local.put(segment(1, 'web', [0, 1], { subsegments: calls }));
  });

  test.each<[string, Fault, [number, string]]>([
    ['an internal error', { kind: 'error', error: 'internal', fromPage: 3 }, [2, 'InternalFailure']],
    [
      'an expired token',
      { kind: 'error', error: 'expiredNextToken', fromPage: 2 },
      [1, 'InvalidRequestException'],
    ],
    ['a cut answer', { kind: 'truncate', share: 0.5, fromPage: 2 }, [1, 'aborted']],
    ['nothing, as there is no such page', { kind: 'error', error: 'internal', fromPage: 4 }, [3, 'ok']],
  ])('an answer breaks mid-way with %s', async (_, fault, expected) => {
    await faults(fault);
    expect(await pages(single)).toEqual(expected);
  });

  test('the SDK reads over a page that breaks once', async () => {
    await faults({ kind: 'error', error: 'internal', fromPage: 2, times: 1 });
    expect(await pages(local.client)).toEqual([3, 'ok']);
    expect(await counts()).toEqual([[3, 1]]);
  });

  test('a page asked for again is the same page', async () => {
    const { NextToken } = await single.send(new GetServiceGraphCommand(input));
    const next = new GetServiceGraphCommand({ ...input, NextToken });
    await single.send(next);
    await faults({ kind: 'error', error: 'internal', fromPage: 3 });
    expect((await single.send(next)).Services).toHaveLength(2);
  });
});

describe('a clock that is wrong', () => {
  const asked = () =>
    local.client.send(
      new GetServiceGraphCommand({
        StartTime: new Date((T0 + 700 - 30 * 86_400) * 1000),
        EndTime: new Date((T0 + 800 - 30 * 86_400) * 1000),
      }),
    );
  const date = async () => (await fetch(`${local.url}/Groups`, { method: 'POST' })).headers.get('date');
  const hourLater = new Date((T0 + 600 + 3600) * 1000).toUTCString();

  test.each([
    ['operations', false, true],
    ['dateHeader', true, false],
    ['both', true, true],
    [undefined, true, true],
  ] as const)('in %s shows in the header: %p, in the operations: %p', async (shownIn, header, operations) => {
    await asked();
    await faults({ kind: 'clockSkew', seconds: 3600, ...(shownIn === undefined ? {} : { in: shownIn }) });
    expect((await date()) === hourLater).toBe(header);
    const answer = expect(asked());
    await (operations ? answer.rejects.toThrow('30 days') : answer.resolves.toBeDefined());
  });

  test('the SDK signs by the clock that the header tells', async () => {
    await faults({ kind: 'clockSkew', seconds: 5 * 365 * 86_400, in: 'dateHeader' });
    const years: (string | undefined)[] = [];
    local.xray.on('request', (request) => years.push(String(request.headers['x-amz-date']).slice(0, 4)));
    await local.client.send(groups);
    await local.client.send(groups);
    expect([years[0], years[1]]).toEqual([
      String(new Date().getUTCFullYear()),
      String(new Date((T0 + 600 + 5 * 365 * 86_400) * 1000).getUTCFullYear()),
    ]);
  });
});
