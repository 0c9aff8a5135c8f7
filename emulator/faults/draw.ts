import { createHash } from 'node:crypto';

/**
 * A number in [0, 1) that depends on nothing but what is given: chance that can be repeated.
 * The first 32 bits of a SHA-256, so neighbouring numbers give unrelated draws.
 */
export function draw(...of: readonly (string | number)[]): number {
  return createHash('sha256').update(of.join('\n')).digest().readUInt32BE(0) / 2 ** 32;
}
