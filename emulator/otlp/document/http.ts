import { isIP } from 'node:net';
import type { JsonObject } from '../../wire/json';
import { type Attributes, integerIn, textOf } from '../attributes';
import type { OtlpSpan } from '../span';
import { URL_KEYS, urlOf } from './url';

const METHOD = ['http.method', 'http.request.method'];
const USER_AGENT = ['http.user_agent', 'user_agent.original'];
const CLIENT = ['http.client_ip', 'client.address'];
const PEER = ['net.peer.ip', 'network.peer.address'];
const STATUS = ['http.status_code', 'http.response.status_code'];
const LENGTH = ['http.response_content_length', 'http.response.body.size'];

/** Attributes that are about HTTP alone: without one of them there is no `http` block. */
const SURE_KEYS = [
  ...METHOD,
  ...USER_AGENT,
  ...STATUS,
  ...LENGTH,
  'http.client_ip',
  'http.url',
  'url.full',
  'http.scheme',
  'url.scheme',
  'http.host',
  'http.target',
  'http.server_name',
  'url.path',
  'url.query',
];

/** Attributes that the `http` block speaks for; they are not told again as metadata. */
export const HTTP_KEYS: readonly string[] = [...SURE_KEYS, ...CLIENT, ...PEER, ...URL_KEYS];

/** A span's HTTP status, from the older or the newer semantic conventions. */
export function httpStatusOf({ attributes }: OtlpSpan): number | undefined {
  return integerIn(attributes, ...STATUS);
}

/** The `http` block of a span, from the older or the newer semantic conventions. */
export function httpBlock(span: OtlpSpan): JsonObject | undefined {
  const { attributes } = span;
  if (!SURE_KEYS.some((key) => attributes.has(key))) return undefined;
  const client = addressIn(attributes, CLIENT);
  const peer = addressIn(attributes, PEER);
  const request = {
    method: textOf(attributes, ...METHOD),
    url: urlOf(span),
    user_agent: textOf(attributes, ...USER_AGENT),
    client_ip: client ?? peer,
    x_forwarded_for: client !== undefined && peer === undefined ? true : undefined,
  };
  const response = { status: httpStatusOf(span), content_length: integerIn(attributes, ...LENGTH) };
  return { request, response };
}

/** The first of some attributes that is an IP address; a host name is none. */
function addressIn(attributes: Attributes, keys: readonly string[]): string | undefined {
  return keys.map((key) => textOf(attributes, key)).find((text) => text !== undefined && isIP(text) !== 0);
}
