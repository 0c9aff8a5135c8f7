import type { XRayLocal } from '../../../emulator/server';
import { type Raw, spanId, subsegment, toHost, toTable, traceId } from '../../emulator/support/documents';
import { T0, windowLength } from './recorded-system';

/**
 * Documents of a small traced system: `shop` and `admin` both ask `worker`, which reads `orders` for either and copies
 * to `archive` for admin alone.
 */
export class TracedSystem {
  readonly #xray: XRayLocal;
  #number = 0;

  constructor(xray: XRayLocal) {
    this.#xray = xray;
  }

  /** What X-Ray gets of a window in which both do what they always do. */
  calm(window: number): void {
    for (let n = 0; n < 6; n += 1) this.request(window, 'shop', ['orders']);
    for (let n = 0; n < 4; n += 1) this.request(window, 'admin', ['orders', 'archive']);
  }

  /** One request that enters at a service, which asks the worker, which calls these tables and hosts. */
  request(window: number, entry: string, callees: readonly string[], more: Raw = {}): string {
    this.#number += 1;
    const n = this.#number * 10;
    const start = T0 + window * windowLength + (this.#number % 200);
    const trace = traceId(this.#number, start);
    const times = { start_time: start, end_time: start + 0.5 };
    const origin = 'AWS::Lambda::Function';
    const call = subsegment(n + 1, 'worker', [0, 0], { ...times, namespace: 'remote' });
    const calls = callees.map((name, i) =>
      subsegment(n + 3 + i, name.includes('.') ? name : 'DynamoDB', [0, 0], {
        ...times,
        ...(name.includes('.') ? toHost(name) : toTable(name)),
      }),
    );
    const documents = [
      { id: spanId(n), trace_id: trace, name: entry, origin, ...times, ...more, subsegments: [call] },
      {
        id: spanId(n + 2),
        trace_id: trace,
        parent_id: spanId(n + 1),
        name: 'worker',
        origin,
        ...times,
        subsegments: calls,
      },
    ];
    this.#xray.ingest(documents.map((document) => JSON.stringify(document)));
    return trace;
  }
}
