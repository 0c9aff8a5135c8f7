import { parseJsonObject } from './wire/json';

/** A datagram as the X-Ray daemon reads it. */
export type Datagram =
  | { readonly kind: 'document'; readonly document: string }
  | { readonly kind: 'rejected'; readonly reason: string };

const NEWLINE = 0x0a;

/**
 * Splits a datagram into its header line and its one document (X-Ray daemon 3.6.6).
 * The header must be JSON with `format` "json" in any letter case and `version` 1.
 */
export function readDatagram(bytes: Buffer): Datagram {
  const newline = bytes.indexOf(NEWLINE);
  if (newline < 0 || newline === bytes.length - 1) {
    return { kind: 'rejected', reason: 'Missing header or segment' };
  }
  const header = parseJsonObject(bytes.toString('utf8', 0, newline));
  const format = typeof header?.format === 'string' ? header.format.toLowerCase() : undefined;
  if (format !== 'json' || header?.version !== 1) return { kind: 'rejected', reason: 'Invalid header' };
  return { kind: 'document', document: bytes.toString('utf8', newline + 1) };
}
