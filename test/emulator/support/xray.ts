import type { Server } from 'node:http';
import { paginateGetServiceGraph, type Service, XRayClient } from '@aws-sdk/client-xray';
import { createXRayLocal, type XRayLocal, type XRayLocalOptions } from '../../../emulator/server';
import { type Raw, T0 } from './documents';

/** Starts any server of the emulator on a free loopback port; returns its address as a URL. */
export async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref(); // a test that failed before it closed a server must not hold up the process
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('the server has no port');
  return `http://127.0.0.1:${address.port}`;
}

/** Stops a server and whoever still holds a connection to it. */
export async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

/** What the real SDK clients need to talk to a local endpoint. */
export const clientFor = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
});

/** An X-Ray Local that runs, the real client to it, and shorthands. */
export interface Running {
  readonly xray: XRayLocal;
  readonly url: string;
  readonly client: XRayClient;
  put(...documents: readonly Raw[]): ReturnType<XRayLocal['ingest']>;
  graph(from?: number, to?: number): Promise<Service[]>;
  stop(): Promise<void>;
}

/** Starts X-Ray Local with a clock ten minutes after T0; `graph` takes seconds after T0 and reads every page. */
export async function startXRay(options: XRayLocalOptions = {}): Promise<Running> {
  const xray = createXRayLocal({ now: () => T0 + 600, ...options });
  const url = await listening(xray);
  const client = new XRayClient(clientFor(url));
  return {
    xray,
    url,
    client,
    put: (...documents) => xray.ingest(documents.map((document) => JSON.stringify(document))),
    graph: async (from = 0, to = 300) => {
      const input = { StartTime: new Date((T0 + from) * 1000), EndTime: new Date((T0 + to) * 1000) };
      const services: Service[] = [];
      for await (const page of paginateGetServiceGraph({ client }, input))
        services.push(...(page.Services ?? []));
      return services;
    },
    stop: async () => {
      client.destroy();
      await closed(xray);
    },
  };
}
