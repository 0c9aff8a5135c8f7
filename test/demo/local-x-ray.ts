import { once } from 'node:events';
import {
  BatchGetTracesCommand,
  paginateGetServiceGraph,
  paginateGetTraceSummaries,
  XRayClient,
} from '@aws-sdk/client-xray';
import { createXRayLocal, type XRayLocal, type XRayLocalOptions } from '../../emulator/server';
import { type Facts, factsOfWindows } from './aggregate';

/** X-Ray Local on a free port, asked by the real SDK client. */
export interface LocalXRay {
  readonly xray: XRayLocal;
  /** What GetServiceGraph says of a stretch of time. */
  graph(start: number, end: number): Promise<Facts>;
  /** The documents of the traces of a stretch of time, trace by trace. */
  documents(start: number, end: number): Promise<TraceDocument[][]>;
  close(): Promise<void>;
}

export interface TraceDocument {
  readonly id: string;
  readonly name: string;
  readonly parent_id?: string;
  readonly start_time: number;
  readonly end_time: number;
  readonly inferred?: boolean;
  readonly subsegments?: readonly TraceDocument[];
}

export async function startLocalXRay(options: XRayLocalOptions): Promise<LocalXRay> {
  const xray = createXRayLocal(options);
  xray.listen(0, '127.0.0.1');
  await once(xray, 'listening');
  const address = xray.address();
  const client = new XRayClient({
    endpoint: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'demo', secretAccessKey: 'demo' },
  });
  return {
    xray,
    graph: (start, end) => graphOf(client, start, end),
    documents: (start, end) => documentsOf(client, start, end),
    close: async () => {
      client.destroy();
      xray.closeAllConnections();
      await new Promise<void>((resolve) => xray.close(() => resolve()));
    },
  };
}

async function graphOf(client: XRayClient, start: number, end: number): Promise<Facts> {
  const range = { StartTime: new Date(start * 1000), EndTime: new Date(end * 1000) };
  const Services: Readonly<Record<string, unknown>>[] = [];
  for await (const page of paginateGetServiceGraph({ client }, range)) {
    for (const service of page.Services ?? []) Services.push({ ...service });
  }
  return factsOfWindows([{ StartTime: start, EndTime: end, Services }]);
}

async function documentsOf(client: XRayClient, start: number, end: number): Promise<TraceDocument[][]> {
  const range = { StartTime: new Date(start * 1000), EndTime: new Date(end * 1000), Sampling: false };
  const ids: string[] = [];
  for await (const page of paginateGetTraceSummaries({ client }, range)) {
    ids.push(...(page.TraceSummaries ?? []).flatMap(({ Id }) => Id ?? []));
  }
  const traces: TraceDocument[][] = [];
  for (let at = 0; at < ids.length; at += 5) {
    const { Traces = [] } = await client.send(new BatchGetTracesCommand({ TraceIds: ids.slice(at, at + 5) }));
    for (const { Segments = [] } of Traces) {
      traces.push(Segments.map(({ Document }) => JSON.parse(Document ?? '{}')));
    }
  }
  return traces;
}
