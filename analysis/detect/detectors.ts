import { faultDrift, latencyDrift, rateDrift } from './drift';
import { fanOut } from './fan-out';
import { latency } from './latency';
import { presence } from './presence';
import type { Detector } from './question';
import { errorRatio, faultRatio, throttleRatio } from './ratios';
import { requestRate } from './request-rate';

/** Every detector, one a signal, in the order in which answers are listed. */
export const detectors: readonly Detector[] = [
  presence,
  requestRate,
  latency,
  faultRatio,
  errorRatio,
  throttleRatio,
  latencyDrift,
  faultDrift,
  rateDrift,
  fanOut,
];
