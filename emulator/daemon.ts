import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { readDatagram } from './datagram';
import type { XRayLocal } from './server';
import { asFailure } from './wire/failure';

/** Where the daemon listens and whom it serves. */
export interface DaemonOptions {
  readonly xray: XRayLocal;
  /** UDP and TCP port; 0 takes one that is free for both. */
  readonly port: number;
  /** @default 127.0.0.1 */
  readonly host?: string;
  /** False where X-Ray Local itself listens on this TCP port, and so is the daemon's TCP side. @default true */
  readonly tcp?: boolean;
}

/** A running daemon. */
export interface Daemon {
  readonly port: number;
  /** Datagrams that arrived. */
  readonly received: number;
  /** Datagrams of these that were refused: bad header, no document, or a document X-Ray Local refuses. */
  readonly rejected: number;
  /** Why the latest of them were refused, oldest first. */
  readonly reasons: readonly string[];
  close(): Promise<void>;
}

const KEPT_REASONS = 100;
const PORT_ATTEMPTS = 20;
const RECEIVE_BUFFER_BYTES = 4 * 1024 * 1024;

/**
 * Starts what the X-Ray daemon is to an SDK: a UDP port for documents and, under the same number, a TCP port
 * for unsigned calls. Documents go to X-Ray Local at once, without the real daemon's batches of up to a second.
 * Rejects when a port is taken.
 */
export async function startDaemon({
  xray,
  port,
  host = '127.0.0.1',
  tcp: withTcp = true,
}: DaemonOptions): Promise<Daemon> {
  const counts = { received: 0, rejected: 0 };
  const reasons: string[] = [];
  const { tcp, udp, bound } = await bind({ xray, port, host, tcp: withTcp });
  udp.on('message', (bytes) => {
    counts.received += 1;
    const reason = refusalOf(bytes, xray);
    if (reason === undefined) return;
    counts.rejected += 1;
    reasons.push(reason);
    if (reasons.length > KEPT_REASONS) reasons.shift();
  });
  return {
    port: bound,
    get received() {
      return counts.received;
    },
    get rejected() {
      return counts.rejected;
    },
    reasons,
    close: async () => {
      tcp?.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => udp.close(resolve)),
        tcp && new Promise<void>((resolve) => tcp.close(() => resolve())),
      ]);
    },
  };
}

/** Hands a datagram's document over; returns why it was refused, if it was, a full disk included. */
function refusalOf(bytes: Buffer, xray: XRayLocal): string | undefined {
  const datagram = readDatagram(bytes);
  if (datagram.kind === 'rejected') return datagram.reason;
  try {
    return xray.ingest([datagram.document]).unprocessed[0]?.Message;
  } catch (failure) {
    return asFailure(failure).message;
  }
}

interface Bound {
  readonly tcp: Server | undefined;
  readonly udp: Socket;
  readonly bound: number;
}

/** Binds both protocols to one number; with port 0 tries again when the number is free for only one of them. */
async function bind({ xray, port, host, tcp }: Required<DaemonOptions>): Promise<Bound> {
  for (let attempt = 1; ; attempt++) {
    const server = tcp ? await boundTcp(xray, port, host) : undefined;
    const address = server?.address();
    const wanted = typeof address === 'object' && address ? address.port : port;
    try {
      const udp = await boundUdp(wanted, host);
      return { tcp: server, udp, bound: udp.address().port };
    } catch (cause) {
      server?.close();
      if (port !== 0 || attempt === PORT_ATTEMPTS)
        throw new Error(`UDP port ${wanted} cannot be bound`, { cause });
    }
  }
}

async function boundTcp(xray: XRayLocal, port: number, host: string): Promise<Server> {
  const server = createServer((request, response) => xray.emit('request', request, response));
  server.listen(port, host);
  await once(server, 'listening');
  return server;
}

async function boundUdp(port: number, host: string): Promise<Socket> {
  const socket = createSocket({
    type: host.includes(':') ? 'udp6' : 'udp4',
    recvBufferSize: RECEIVE_BUFFER_BYTES,
  });
  try {
    socket.bind(port, host);
    await once(socket, 'listening');
    return socket;
  } catch (cause) {
    socket.close();
    throw cause;
  }
}
