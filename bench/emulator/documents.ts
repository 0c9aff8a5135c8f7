/** Segments like those of a traced system: each a request to a service that calls two of its targets. */

export interface DocumentSystem {
  readonly services: number;
  /** Calls between services and targets; edges from clients come on top. */
  readonly edges: number;
  /** Epoch seconds of the first and the last request. */
  readonly from: number;
  readonly to: number;
}

/** Documents in a request of PutTraceSegments, as many as the X-Ray daemon puts into one. */
export const batchSize = 50;

const hex = (value: number, digits: number): string => Math.floor(value).toString(16).padStart(digits, '0');

/** A number from 0 to 1 that looks like chance and is the same for the same n (Weyl sequence). */
const chance = (n: number): number => (n * 0.6180339887498949) % 1;

/** Seconds that are log-normal as latencies are: median 20 ms, one in a hundred above 130 ms. */
function latency(n: number): number {
  const [u, v] = [Math.max(chance(n), 1e-9), chance(n * 7 + 3)];
  return 0.02 * Math.exp(0.8 * Math.sqrt(-2 * Math.log(u)) * Math.cos(2 * Math.PI * v));
}

/** The bodies of requests that send so many documents, spread evenly over the system's time, oldest first. */
export function* bodies(system: DocumentSystem, documents: number): Generator<string> {
  for (let first = 0; first < documents; first += batchSize) {
    const length = Math.min(batchSize, documents - first);
    const texts = Array.from({ length }, (_, at) => documentOf(system, first + at, documents));
    yield JSON.stringify({ TraceSegmentDocuments: texts });
  }
}

/** The body of a request that sends a document of each hour again. */
export function oneOfEachHour(system: DocumentSystem, documents: number): string {
  const hours = Math.ceil((system.to - system.from) / 3_600);
  const texts = Array.from({ length: hours }, (_, hour) =>
    documentOf(system, Math.floor(((hour + 0.5) / hours) * documents), documents),
  );
  return JSON.stringify({ TraceSegmentDocuments: texts });
}

function documentOf({ services, edges, from, to }: DocumentSystem, n: number, documents: number): string {
  const service = n % services;
  const perService = edges / services;
  const turn = Math.floor(n / services) * 2;
  const end = from + ((to - from) * n) / documents;
  const call = (nth: number) => {
    const table = (service + ((turn + nth) % perService)) % services;
    const seconds = latency(n * 3 + nth);
    const start_time = end - 0.005 - seconds;
    const aws = { operation: 'GetItem', region: 'us-east-1', table_name: `table-${table}` };
    const http = { response: { status: n % 97 === 0 ? 500 : 200 } };
    const times = { start_time, end_time: start_time + seconds };
    return { id: hex(n * 4 + nth + 1, 16), name: 'DynamoDB', namespace: 'aws', aws, http, ...times };
  };
  return JSON.stringify({
    trace_id: `1-${hex(end, 8)}-${hex(n, 24)}`,
    id: hex(n * 4, 16),
    name: `service-${service}`,
    start_time: end - 0.01 - latency(n * 3 + 2),
    end_time: end,
    http: { request: { url: 'https://shop.example/orders', method: 'POST' }, response: { status: 200 } },
    annotations: { order: n },
    subsegments: [call(0), call(1)],
  });
}
