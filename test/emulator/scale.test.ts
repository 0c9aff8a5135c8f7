import { createXRayLocal } from '../../emulator/server';
import { segment, subsegment, T0, toHost, toTable, traceId } from './support/documents';
import { closed, listening } from './support/xray';

/** A realistic document of about 1 KB with three calls, ended at second n / 100 after T0. */
const document = (n: number) => {
  const at = n / 100;
  const calls = [
    subsegment(n * 10 + 1, 'DynamoDB', [at - 0.1, at - 0.05], toTable(`table-${n % 20}`)),
    subsegment(n * 10 + 2, 'api', [at - 0.2, at - 0.1], toHost(`host-${n % 30}.example`)),
    subsegment(n * 10 + 3, '## work', [at - 0.3, at], { annotations: { order: n, tier: 'gold' } }),
  ];
  const http = {
    request: { url: `https://shop.example/orders/${n}`, method: 'POST' },
    response: { status: 200 },
  };
  return JSON.stringify(
    segment(n * 10, `web-${n % 5}`, [at - 0.4, at], { trace_id: traceId(n), http, subsegments: calls }),
  );
};

test('a hundred thousand documents are taken in seconds, kept small, and a five-minute query stays quick', async () => {
  const xray = createXRayLocal({ now: () => T0 + 1000 });
  const before = process.memoryUsage();
  let spent = 0;
  for (let batch = 1; batch <= 100; batch++) {
    const documents = Array.from({ length: 1000 }, (_, n) => document(batch * 1000 + n));
    const began = performance.now();
    expect(xray.ingest(documents).accepted).toBe(1000);
    spent += performance.now() - began;
  }
  const after = process.memoryUsage();
  const url = await listening(xray);
  const began = performance.now();
  const body = JSON.stringify({ StartTime: T0 + 600, EndTime: T0 + 900 });
  const answer = await fetch(`${url}/ServiceGraph`, { method: 'POST', body });
  const { Services } = JSON.parse(await answer.text());
  const queried = performance.now() - began;
  await closed(xray);
  const grown = (after.heapUsed - before.heapUsed + after.external - before.external) / 1e6;
  console.info(
    `ingest ${Math.round(spent)} ms, +${Math.round(grown)} MB before collection, query ${Math.round(queried)} ms`,
  );
  expect(Services).toHaveLength(60);
  expect(spent).toBeLessThan(15_000);
  expect(grown).toBeLessThan(300);
  expect(queried).toBeLessThan(4000);
});
