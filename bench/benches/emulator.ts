import { type Bench, countText, type Report, ratioText, type Size, timeText } from '../bench';
import { bodies, type DocumentSystem, oneOfEachHour } from '../emulator/documents';
import { type Cost, type RunningXRay, startXRay } from '../emulator/running';

interface Extent {
  readonly services: number;
  readonly edges: number;
  /** Documents in the smaller and in the larger of two emulators with the same edges. */
  readonly few: number;
  readonly many: number;
}

const extents: Readonly<Record<Size, Extent>> = {
  smoke: { services: 100, edges: 1_000, few: 20_000, many: 80_000 },
  full: { services: 1_000, edges: 10_000, few: 500_000, many: 2_000_000 },
};
const now = 1_767_225_600;
const hours = 6;
const megabyte = 1024 * 1024;
const memoryBytes = 512 * megabyte;
const requestsAtOnce = 4;
/** The least of so many is taken of what can be done again. */
const rounds = 3;

export const emulator: Bench = {
  name: 'emulator',
  about:
    'X-Ray Local in a process of its own. Ingest: documents over HTTP in batches of 50 while nobody asks, as a ' +
    'multiple of what JSON.parse takes for the same bodies and the documents in them. Graph: GetServiceGraph over six ' +
    'hours with all its pages, with few documents and with four times as many over the same edges; new, when a ' +
    'document of every hour has just come, and again, when none has; the least of three. Memory: the most the process ' +
    'ever had, of an agreed 512 MB at 2,000,000 segments (full size). CPU time is that of the emulator; documents a ' +
    'second are by the clock, with 20,000 agreed.',
  async run(size): Promise<Report> {
    const extent = extents[size];
    const few = await measured(extent, extent.few);
    const many = await measured(extent, extent.many);
    const renewed = many.renewed.cpuSeconds / few.renewed.cpuSeconds;
    const again = many.again.cpuSeconds / few.again.cpuSeconds;
    const ingest = many.ingest.cpuSeconds / many.parseSeconds;
    const answer = many.again.cpuSeconds / many.parseAnswerSeconds;
    const memory = many.peakBytes / few.peakBytes;
    const asking = many.peakBytes / many.heldBytes;
    const row = (name: string, of: (one: Measured) => string, ratio = ''): string[] => [
      name,
      of(few),
      of(many),
      ratio,
    ];
    return {
      columns: [`${countText(extent.edges)} edges, ${hours} h`, 'few', 'many', 'ratio'],
      rows: [
        row('documents', (one) => countText(one.documents)),
        row('ingest, documents a second', (one) => countText(one.documents / one.ingest.seconds)),
        row('ingest, documents a CPU second', (one) => countText(one.documents / one.ingest.cpuSeconds)),
        row('ingest, CPU time', (one) => timeText(one.ingest.cpuSeconds)),
        row(
          'ingest of JSON.parse',
          (one) => ratioText(one.ingest.cpuSeconds / one.parseSeconds),
          ratioText(ingest),
        ),
        row('new graph, CPU time', (one) => timeText(one.renewed.cpuSeconds), ratioText(renewed)),
        row('graph again, CPU time', (one) => timeText(one.again.cpuSeconds), ratioText(again)),
        row(
          'graph again of JSON.parse',
          (one) => ratioText(one.again.cpuSeconds / one.parseAnswerSeconds),
          ratioText(answer),
        ),
        row('peak memory of ingest', (one) => `${countText(one.heldBytes / megabyte)} MB`),
        row('peak memory in all', (one) => `${countText(one.peakBytes / megabyte)} MB`, ratioText(memory)),
        row('in all of ingest', (one) => ratioText(one.peakBytes / one.heldBytes), ratioText(asking)),
        row('in all of the agreed memory', (one) => ratioText(one.peakBytes / memoryBytes)),
      ],
      ratios: {
        'ingest of JSON.parse': ingest,
        'new graph of four times the documents': renewed,
        'graph again of four times the documents': again,
        'graph again of JSON.parse': answer,
        'peak memory of four times the documents': memory,
        'peak memory in all of ingest': asking,
      },
    };
  },
};

interface Measured {
  readonly documents: number;
  readonly ingest: Cost;
  readonly parseSeconds: number;
  /** Peak memory when everything is taken in, and when the graph has been asked. */
  readonly heldBytes: number;
  readonly renewed: Cost;
  readonly again: Cost;
  readonly parseAnswerSeconds: number;
  readonly peakBytes: number;
}

async function measured({ services, edges }: Extent, documents: number): Promise<Measured> {
  const system = { services, edges, from: now - hours * 3_600, to: now };
  const xray = await startXRay(memoryBytes, now);
  try {
    const { ingest, parseSeconds } = await ingested(xray, system, documents);
    const { peakBytes: heldBytes } = await xray.usage();
    const touch = () => xray.post('/TraceSegments', oneOfEachHour(system, documents));
    const graphs = await graphCosts(xray, system, touch);
    const { peakBytes } = await xray.usage();
    return { documents, ingest, parseSeconds, heldBytes, ...graphs, peakBytes };
  } finally {
    xray.end();
  }
}

/** What graphs cost, each kind in turns, and what parsing the answer does. @param touch makes every hour's sums void */
async function graphCosts(xray: RunningXRay, system: DocumentSystem, touch: () => Promise<unknown>) {
  const costs = { renewed: [] as Cost[], again: [] as Cost[] };
  const parses: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await touch();
    const pages: string[] = [];
    costs.renewed.push(await xray.costOf(() => graphOf(xray, system)));
    costs.again.push(await xray.costOf(async () => pages.push(...(await graphOf(xray, system)))));
    parses.push(parsing(() => pages.map((page) => JSON.parse(page))));
  }
  const { renewed, again } = costs;
  return { renewed: cheapest(renewed), again: cheapest(again), parseAnswerSeconds: Math.min(...parses) };
}

const cheapest = (costs: readonly Cost[]): Cost =>
  costs.reduce((least, cost) => (cost.cpuSeconds < least.cpuSeconds ? cost : least));

/** Sends all documents; bodies are made and parsed between the requests that are timed. */
async function ingested(xray: RunningXRay, system: DocumentSystem, documents: number) {
  let parseSeconds = 0;
  let ingest: Cost = { seconds: 0, cpuSeconds: 0 };
  const send = async (some: readonly string[]) => {
    parseSeconds += parsing(() => some.forEach(parseDocuments));
    const { seconds, cpuSeconds } = await xray.costOf(() => sentAll(xray, some));
    ingest = { seconds: ingest.seconds + seconds, cpuSeconds: ingest.cpuSeconds + cpuSeconds };
  };
  let waiting: string[] = [];
  for (const body of bodies(system, documents)) {
    waiting.push(body);
    if (waiting.length < 400) continue;
    await send(waiting);
    waiting = [];
  }
  await send(waiting);
  return { ingest, parseSeconds };
}

/** Sends requests, a few at a time. */
async function sentAll(xray: RunningXRay, requests: readonly string[]): Promise<void> {
  const left = [...requests].reverse();
  const worker = async () => {
    for (let body = left.pop(); body !== undefined; body = left.pop())
      await xray.post('/TraceSegments', body);
  };
  await Promise.all(Array.from({ length: requestsAtOnce }, worker));
}

/** CPU seconds of some parsing. */
function parsing(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** Parses a body and the documents in it, which are texts there. */
function parseDocuments(body: string): void {
  const { TraceSegmentDocuments }: { TraceSegmentDocuments: string[] } = JSON.parse(body);
  for (const document of TraceSegmentDocuments) JSON.parse(document);
}

/** Every page of the service graph of the whole time. */
async function graphOf(xray: RunningXRay, { from, to }: DocumentSystem): Promise<string[]> {
  const pages: string[] = [];
  let NextToken: string | null | undefined;
  do {
    const page = await xray.post(
      '/ServiceGraph',
      JSON.stringify({ StartTime: from, EndTime: to, NextToken }),
    );
    pages.push(page);
    NextToken = JSON.parse(page).NextToken;
  } while (NextToken);
  return pages;
}
