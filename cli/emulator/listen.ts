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
  const { host, port, daemon } = places;
  if (daemon?.host === host && daemon.port === port) return listenTogether(server, daemon);
  const xray = { host, port: await bound(server, places) };
  if (!daemon) return { xray, daemon: undefined };
  const running = await startedDaemon(server, daemon, true).catch(async (cause) => {
    await new Promise((resolve) => server.close(resolve));
    throw cause;
  });
  return { xray, daemon: { host: daemon.host, port: running.port, running } };
}

/** UDP first: it can be closed and tried again, while X-Ray Local that is closed has given up its data. */
async function listenTogether(server: XRayLocal, place: Place): Promise<Listening> {
  const { host } = place;
  for (let attempt = 1; ; attempt++) {
    const running = await startedDaemon(server, place, false);
    try {
      const xray = { host, port: await bound(server, { host, port: running.port }) };
      return { xray, daemon: { ...xray, running } };
    } catch (cause) {
      await running.close();
      if (place.port !== 0 || attempt === ATTEMPTS) throw cause;
    }
  }
}

async function startedDaemon(xray: XRayLocal, { host, port }: Place, tcp: boolean): Promise<Daemon> {
  try {
    return await startDaemon({ xray, host, port, tcp });
  } catch (cause) {
    throw taken(`the daemon cannot listen on ${addressOf({ host, port })}`, '--daemon', cause);
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

function taken(what: string, option: string, cause: unknown): Refused {
  const { code, cause: inner, message } = cause as NodeJS.ErrnoException & { cause?: NodeJS.ErrnoException };
  const reason = (code ?? inner?.code) === 'EADDRINUSE' ? 'the port is taken' : (inner?.message ?? message);
  return new Refused(exits.failed, `${what}: ${reason}; choose another with ${option}`, { cause });
}
