/** A source of numbers that look random and repeat exactly for an equal seed: each call gives one in [0, 1). */
export type Random = () => number;

/**
 * Opens the stream of numbers that belongs to a seed and a label.
 * Streams with different labels are independent, so a window's numbers do not depend on the windows before it.
 * Method: sfc32 of Chris Doty-Humphrey (PractRand, public domain), its state filled from a 32-bit FNV-1a hash
 * of the label through the MurmurHash3 finalizer (Austin Appleby, public domain).
 * @param seed any integer
 * @param label what the numbers are for, for example `window:1773223200`
 */
export function randomStream(seed: number, label: string): Random {
  let hash = (0x811c9dc5 ^ seed) >>> 0;
  for (let at = 0; at < label.length; at++) hash = Math.imul(hash ^ label.charCodeAt(at), 0x01000193) >>> 0;
  const next = () => {
    hash = (hash + 0x9e3779b9) >>> 0;
    return finalize(hash);
  };
  const random = sfc32([next(), next(), next(), 1]);
  for (let warmUp = 0; warmUp < 12; warmUp++) random();
  return random;
}

/**
 * Draws so many hexadecimal digits, as X-Ray ids have them.
 * @param digits a multiple of 8
 */
export function hexDigits(random: Random, digits: number): string {
  let text = '';
  while (text.length < digits) {
    text += Math.floor(random() * 0x100000000)
      .toString(16)
      .padStart(8, '0');
  }
  return text;
}

function finalize(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

function sfc32([first, second, third, fourth]: readonly [number, number, number, number]): Random {
  let a = first | 0;
  let b = second | 0;
  let c = third | 0;
  let counter = fourth | 0;
  return () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 0x100000000;
  };
}
