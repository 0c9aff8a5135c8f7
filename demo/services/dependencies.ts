import { randomUUID } from 'node:crypto';
import * as http from 'node:http';
import { captureAsyncFunc, captureHTTPs, database, type Subsegment } from 'aws-xray-sdk-core';
import { paymentsWire, REGION, wires } from '../system/wire';
import type { Surroundings } from './child';
import { callHttp } from './http-call';

const plainHttp = captureHTTPs(http, false);
const tracedHttp = captureHTTPs(http, true);

/** Calls a host that sends no segments; the SDK writes the subsegment. */
export async function callHost(around: Surroundings, operation: 'charge' | 'upload'): Promise<number> {
  const { host, method, path } = wires[operation];
  const port = around.ports.outside;
  return (await callHttp({ host, port, method, path, body: { operation } }, plainHttp)).status;
}

/** Calls the payments service, which sends its own segment. */
export async function callPayments(around: Surroundings, order: object): Promise<number> {
  const { host, method, path } = paymentsWire;
  return (await callHttp({ host, port: around.ports.payments, method, path, body: order }, tracedHttp))
    .status;
}

/** Reads a secret, with the subsegment that the SDK writes for a client of Secrets Manager. */
export function readSecret(around: Surroundings): Promise<number> {
  const { service, operation } = wires.readSecret;
  return captureAsyncFunc(service, async (subsegment) => {
    const status = await askOutside(around, '/readSecret');
    subsegment?.addAttribute('namespace', 'aws');
    subsegment?.addAttribute('aws', { operation, region: REGION, request_id: randomUUID(), retries: 0 });
    subsegment?.addAttribute('http', { response: { status } });
    subsegment?.close();
    return status;
  });
}

/** Asks the database, with the subsegment that the SDK's database packages write. */
export function runSql(around: Surroundings, operation: 'insertPayment' | 'selectHistory'): Promise<number> {
  const wire = wires[operation];
  return captureAsyncFunc(wire.database, async (subsegment) => {
    const status = await askOutside(around, `/${operation}`);
    subsegment?.addAttribute('namespace', 'remote');
    describeQuery(subsegment, wire.url, wire.query);
    if (status >= 500) subsegment?.close(new Error('the database closed the connection'), true);
    else subsegment?.close();
    return status;
  });
}

function describeQuery(subsegment: Subsegment | undefined, url: string, query: string): void {
  const data = new database.SqlData('', '', 'orders', url, 'statement');
  subsegment?.addSqlData({ ...data, database_type: 'PostgreSQL', sanitized_query: query });
}

/** Uses the http module that the SDK has not wrapped: these calls are inside a subsegment already. */
async function askOutside(around: Surroundings, path: string): Promise<number> {
  const { status } = await callHttp({ host: 'outside', port: around.ports.outside, method: 'POST', path });
  return status;
}
