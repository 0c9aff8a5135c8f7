import { segment } from '../support/documents';
import { type Running, startXRay } from '../support/xray';

let local: Running;
beforeEach(async () => {
  local = await startXRay({
    faults: { seed: 5, faults: [{ kind: 'error', error: 'throttle', fromPage: 9 }] },
  });
});
afterEach(() => local.stop());

const ask = async (method: string, path: string, body?: string) => {
  const answer = await fetch(`${local.url}${path}`, { method, ...(body === undefined ? {} : { body }) });
  return [answer.status, (await answer.json()) as unknown] as const;
};
const none = { plan: { seed: 0, faults: [] }, counts: [] };

test('the plan that X-Ray Local was made with is told, and that a fault was never hit', async () => {
  await fetch(`${local.url}/Groups`, { method: 'POST' });
  expect(await ask('GET', '/_control/faults')).toEqual([
    200,
    {
      plan: { seed: 5, faults: [{ kind: 'error', error: 'throttle', fromPage: 9 }] },
      counts: [{ kind: 'error', asked: 0, hit: 0 }],
    },
  ]);
});

test('a plan is replaced and taken away at run time', async () => {
  const faults = [{ kind: 'error', error: 'throttle' }];
  const counts = [{ kind: 'error', asked: 0, hit: 0 }];
  expect(await ask('PUT', '/_control/faults', JSON.stringify({ faults }))).toEqual([
    200,
    { plan: { seed: 0, faults }, counts },
  ]);
  expect((await ask('POST', '/Groups'))[0]).toBe(429);
  expect(await ask('DELETE', '/_control/faults')).toEqual([200, none]);
  expect((await ask('POST', '/Groups'))[0]).toBe(200);
});

test('no fault strikes the control itself, nor the sign of life', async () => {
  await ask('PUT', '/_control/faults', JSON.stringify({ faults: [{ kind: 'error', error: 'reset' }] }));
  expect((await ask('GET', '/_control/health'))[0]).toBe(200);
  expect((await ask('GET', '/'))[0]).toBe(200);
  expect(await ask('DELETE', '/_control/faults')).toEqual([200, none]);
});

test.each([
  ['', 'faults is missing; allowed: a list of faults'],
  ['{"faults":[{"kind":"late"}]}', 'faults[0].seconds is missing; allowed: a number of seconds from 0'],
  ['{', 'Request body is not valid JSON'],
])('the plan %p is refused, and the former one stays in force', async (body, message) => {
  expect(await ask('PUT', '/_control/faults', body)).toEqual([400, { Message: message }]);
  expect((await ask('GET', '/_control/faults'))[1]).toMatchObject({ plan: { seed: 5 } });
});

test('health counts documents and traces', async () => {
  local.put(segment(1, 'web', [0, 1]), segment(2, 'pay', [0, 1]), {});
  expect(await ask('GET', '/_control/health')).toEqual([
    200,
    {
      healthy: true,
      documents: { accepted: 2, refused: 1, duplicated: 0, dropped: 0, late: 0 },
      traces: 1,
      recordingErrors: 0,
    },
  ]);
});

test('what does not exist says what does', async () => {
  const [status, body] = await ask('POST', '/_control/faults');
  expect([status, JSON.stringify(body)]).toEqual([
    404,
    expect.stringContaining('There is no POST /_control/faults; there are GET /_control/health'),
  ]);
});
