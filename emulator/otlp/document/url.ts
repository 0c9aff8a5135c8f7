import { isIPv6 } from 'node:net';
import { type Attributes, integerIn, textOf } from '../attributes';
import type { OtlpSpan } from '../span';

/** A host and where its port stands, by who tells: a client names its peer, a server itself. */
const CLIENT_HOST = ['net.peer.name', 'server.address', 'net.peer.ip', 'network.peer.address'];
const CLIENT_PORT = ['net.peer.port', 'server.port'];
const SERVER_HOST = ['http.server_name', 'net.host.name', 'host.name', 'server.address'];
const SERVER_PORT = ['net.host.port', 'server.port'];

/** Attributes that are parts of a URL. */
export const URL_KEYS: readonly string[] = [...CLIENT_HOST, ...CLIENT_PORT, ...SERVER_HOST, ...SERVER_PORT];

const USUAL_PORTS: ReadonlyMap<string, string> = new Map([
  ['http', '80'],
  ['https', '443'],
]);

/** The URL of an HTTP span: as it was told, or else put together; undefined when no host is known. */
export function urlOf({ kind, attributes }: OtlpSpan): string | undefined {
  const told = textOf(attributes, 'http.url', 'url.full');
  if (told !== undefined) return told;
  const scheme = textOf(attributes, 'http.scheme', 'url.scheme') ?? 'http';
  const [hosts, ports] = kind === 'server' ? [SERVER_HOST, SERVER_PORT] : [CLIENT_HOST, CLIENT_PORT];
  const authority = textOf(attributes, 'http.host') ?? authorityOf(attributes, { scheme, hosts, ports });
  return authority && `${scheme}://${authority}${targetOf(attributes)}`;
}

interface Wanted {
  readonly scheme: string;
  readonly hosts: readonly string[];
  readonly ports: readonly string[];
}

function authorityOf(attributes: Attributes, { scheme, hosts, ports }: Wanted): string | undefined {
  const host = textOf(attributes, ...hosts);
  if (host === undefined) return undefined;
  const name = isIPv6(host) ? `[${host}]` : host;
  const port = String(textOf(attributes, ...ports) ?? integerIn(attributes, ...ports) ?? '');
  return port === '' || port === USUAL_PORTS.get(scheme) ? name : `${name}:${port}`;
}

function targetOf(attributes: Attributes): string {
  const target = textOf(attributes, 'http.target');
  if (target !== undefined) return target;
  const query = textOf(attributes, 'url.query') ?? '';
  return `${textOf(attributes, 'url.path') ?? '/'}${query === '' ? '' : `?${query.replace(/^\?/, '')}`}`;
}
