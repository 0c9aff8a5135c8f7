import { once } from 'node:events';
import { type Daemon, startDaemon } from '../../emulator/daemon';
import type { XRayLocal } from '../../emulator/server';
import type { EmulatorCommand, Place } from '../command';
import { exits, Refused } from '../exit';

/** An X-Ray Local that listens, with its daemon. */
export interface Listening {
  readonly xray: Place;
  readonly daemon: (Place & { readonly running: Daemon }) | undefined;
}

type Places = Pick<EmulatorCommand, 'host' | 'port' | 'daemon'>;

const ATTEMPTS = 20;

/**
 * Makes an X-Ray Local and its daemon listen. Where both have the same place, X-Ray Local is the daemon's TCP side;
 * a free port (0) is then one that is free for both. Rejects with Refused when a port is taken.
 */
export async function listen(server: XRayLocal, places: Places): Promise<Listening> {
  for (let attempt = 1; ; attempt++) {
    const xray = { host: places.host, port: await bound(server, places) };
    try {
      return { xray, daemon: await startedDaemon(server, places, xray.port) };
    } catch (cause) {
      await new Promise((resolve) => server.close(resolve));
      if (places.port === 0 && places.daemon?.port === 0 && attempt < ATTEMPTS) continue;
      const { host, port } = places.daemon ?? xray;
      throw taken(`the daemon cannot listen on ${addressOf({ host, port })}`, '--daemon', cause);
    }
  }
}

/** An address as it stands in a URL and in AWS_XRAY_DAEMON_ADDRESS. */
export const addressOf = ({ host, port }: Place): string =>
  `${host.includes(':') ? `[${host}]` : host}:${port}`;

async function bound(server: XRayLocal, { host, port }: Place): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, 'listening');
  } catch (cause) {
    throw taken(`X-Ray cannot listen on ${addressOf({ host, port })}`, '--port', cause);
  }
  const address = server.address();
  return typeof address === 'object' && address ? address.port : port;
}

async function startedDaemon(xray: XRayLocal, places: Places, bound: number): Promise<Listening['daemon']> {
  if (places.daemon === undefined) return undefined;
  const { host, port } = places.daemon;
  const shared = host === places.host && (port === places.port || port === bound);
  const running = await startDaemon({ xray, host, port: shared ? bound : port, tcp: !shared });
  return { host, port: running.port, running };
}

function taken(what: string, option: string, cause: unknown): Refused {
  const { code, cause: inner, message } = cause as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  const reason = (code ?? inner?.code) === 'EADDRINUSE' ? 'the port is taken' : (inner?.message ?? message);
  return new Refused(exits.failed, `${what}: ${reason}; choose another with ${option}`, { cause });
}
