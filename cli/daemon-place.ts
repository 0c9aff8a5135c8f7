import type { Place } from './command';

const SHAPE = /^(?:udp:)?(?!tcp:)(?:(\[[\da-f:.]+\]|[^\s:[\]]+):)?(\d{1,5})$/i;

/**
 * Where the X-Ray daemon is to listen, as people write it for the daemon and its SDKs; a string says what is wrong.
 * @param host where no host is written
 * @example parseDaemonPlace('udp:2000', '::1') // => { host: '::1', port: 2000 }
 */
export function parseDaemonPlace(text: string, host: string): Place | string {
  const [shape, given, digits] = SHAPE.exec(text) ?? [];
  const port = Number(digits);
  if (shape === undefined || port > 65_535) {
    return `'${text}' is no place; write udp:PORT, HOST:PORT, udp:HOST:PORT or off, ports up to 65535`;
  }
  return { host: given?.replace(/^\[|\]$/g, '') ?? host, port };
}
