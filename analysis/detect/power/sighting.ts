/**
 * The chance that at least one of n calls is sampled, each by itself with the same share: 1 - (1 - share)^n.
 * Assumes independent sampling, as X-Ray's fixed rate does; its reservoir takes the first request of a second always,
 * so that rare calls at quiet times are seen more surely. Calls of one trace are sampled together: n counts traces.
 * Source: AWS X-Ray developer guide, "Configuring sampling rules".
 * @throws RangeError when the share is outside 0..1 or calls are negative
 * @example sightingChance(10, 0.05).toFixed(3) // => '0.401'
 */
export function sightingChance(calls: number, share: number): number {
  if (!(share >= 0 && share <= 1 && calls >= 0))
    throw new RangeError(`a sighting needs calls >= 0 and a share in 0..1, got ${calls} and ${share}`);
  return calls === 0 ? 0 : -Math.expm1(calls * Math.log1p(-share));
}
