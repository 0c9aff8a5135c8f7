import * as http from 'node:http';
import type { LookupFunction } from 'node:net';

/** One HTTP request of the sample system; whatever the host's name, it goes to a loopback port. */
export interface HttpCall {
  readonly host: string;
  readonly port: number;
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** Resolves every name to this machine. */
const loopback: LookupFunction = (_host, options, done) => {
  if (options.all) done(null, [{ address: '127.0.0.1', family: 4 }]);
  else done(null, '127.0.0.1', 4);
};

/** Keeps connections open between calls, as services in one data centre do. */
const agent = new http.Agent({ keepAlive: true, maxSockets: 64 });

/**
 * Asks over HTTP and reads the whole answer.
 * @param client the http module, or a copy of it that the X-Ray SDK has wrapped
 * @throws Error when the connection fails
 */
export function callHttp(call: HttpCall, client: Pick<typeof http, 'request'> = http): Promise<HttpAnswer> {
  const body = call.body === undefined ? '' : JSON.stringify(call.body);
  const { host, port, method, path } = call;
  const headers = { ...call.headers, 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    const request = client.request(
      { hostname: host, port, method, path, headers, agent, lookup: loopback },
      (response) => {
        readText(response).then((text) => resolve({ status: response.statusCode ?? 0, body: text }), reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

/** Reads a message to its end. */
export async function readText(message: http.IncomingMessage): Promise<string> {
  const parts: string[] = [];
  message.setEncoding('utf8');
  for await (const part of message) parts.push(String(part));
  return parts.join('');
}
