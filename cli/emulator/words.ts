import type { Daemon } from '../../emulator/daemon';
import type { Health } from '../../emulator/faults/health';
import type { Place } from '../command';
import { count } from '../replay/words';
import { addressOf, type Listening } from './listen';

/** Where X-Ray Local can be reached, and what to set so that SDKs find it. */
export function whereText({ xray, daemon }: Listening): string {
  const url = `http://${addressOf(reachable(xray))}`;
  const address = daemon && addressOf(reachable(daemon));
  const lines = [
    `X-Ray Local listens on ${url}`,
    `  OTLP      ${url}/v1/traces`,
    `  health    ${url}/_control/health`,
    `  faults    ${url}/_control/faults`,
    `  daemon    ${address === undefined ? 'off' : `${address} (UDP and TCP)`}`,
    '',
    `export AWS_ENDPOINT_URL_XRAY=${url}`,
    ...(address === undefined ? [] : [`export AWS_XRAY_DAEMON_ADDRESS=${address}`]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What a data folder held, and what of it could not be used. */
export function keptText(
  folder: string,
  { documents, refused, cutBytes }: NonNullable<Health['kept']>,
): string {
  const cut = cutBytes > 0 ? `, ${count(cutBytes)} bytes of an unfinished one cut away` : '';
  const unused = refused > 0 ? `, ${count(refused)} beyond the limits not used` : '';
  return `${folder}: ${count(documents)} documents kept${cut}${unused}`;
}

/** What was taken and refused from beginning to end. */
export function countsText({ documents, traces }: Health, daemon: Daemon | undefined): string {
  const { accepted, refused, late } = documents;
  const waiting = late > 0 ? `, ${count(late)} of them held back by a fault` : '';
  const datagrams = daemon
    ? `; ${count(daemon.received)} datagrams received, ${count(daemon.rejected)} refused`
    : '';
  return `stopped: ${count(accepted)} documents taken${waiting}, ${count(refused)} refused, ${count(traces)} traces${datagrams}\n`;
}

/** Whoever listens on every address is called by the loopback one. */
function reachable({ host, port }: Place): Place {
  if (host === '0.0.0.0') return { host: '127.0.0.1', port };
  return { host: host === '::' ? '::1' : host, port };
}
