import type { FindingKind } from '../model/assessment';
import type { Finding } from '../model/finding';
import { serviceOfKey } from '../model/service';
import { shortName } from './words';

type Json = Readonly<Record<string, unknown>>;

/** What is looked at of each kind, and in what unit. */
const parameters: Readonly<Record<FindingKind, string>> = {
  'new-node': 'services',
  'new-edge': 'downstream dependencies',
  'new-shape': 'services touched by a request',
  rename: 'sampled calls under a new name',
  'vanished-edge': 'windows in a row without a call',
  latency: 'latency in seconds',
  'fault-ratio': 'share of calls with a server fault',
  'error-ratio': 'share of calls with a client error',
  'throttle-ratio': 'share of calls throttled',
  'request-rate': 'sampled calls in a window',
  'latency-drift': 'mean latency of a week in seconds',
  'fault-drift': 'share of calls with a server fault in a week',
  'rate-drift': 'sampled calls a day',
  'fan-out': 'calls for each request',
};

/**
 * A finding as OCSF anomaly analysis: what nobody saw before as a value that was unseen, all else as a number against
 * its norm. Counts are of sampled calls or traces, as X-Ray has them, never estimates. Patterns are named where OCSF
 * has a word for them.
 */
export function anomalyAnalysis(finding: Finding): Json {
  const { source, target } = finding;
  const { name, type } = source ?? target;
  return {
    analysis_targets: [{ name, ...(type ? { type } : {}) }],
    ...(finding.kind.startsWith('new-') ? unseen(finding) : outOfBand(finding)),
  };
}

function unseen({ kind, target, observed, shape, ...finding }: Finding): Json {
  const touched = shape && (shape.service === undefined ? shape.services : [shape.service]);
  const value = touched?.map((key) => shortName(serviceOfKey(key))).join(', ') ?? target.name;
  const count = kind === 'new-shape' ? observed.value : observed.count;
  const pattern = { observation_type: 'Frequency Analysis', observed_pattern: 'UNSEEN' };
  const observation = { value, count: Math.round(count), timespan: timespan(finding) };
  return {
    anomalies: [{ observation_parameter: parameters[kind], ...pattern, observations: [observation] }],
  };
}

function outOfBand({ kind, source, target, observed, expected, ...finding }: Finding): Json {
  const statistic = observed.statistic === undefined ? '' : `, ${observed.statistic}`;
  const callee = source ? `, to ${shortName(target)}` : '';
  const normal = kind === 'vanished-edge' ? expected.upper : expected.center;
  const parameter = { observation_parameter: `${parameters[kind]}${statistic}${callee}` };
  const isVolume = kind === 'request-rate' || kind === 'rate-drift' || kind === 'fan-out';
  const volume = (pattern: string): Json =>
    isVolume ? { observation_type: 'Volume Analysis', observed_pattern: pattern } : {};
  const found = {
    value: digits(observed.value),
    count: Math.round(observed.count),
    timespan: timespan(finding),
  };
  return {
    baselines: [{ ...parameter, ...volume('NORMAL_VOLUME'), observations: [{ value: digits(normal) }] }],
    anomalies: [
      {
        ...parameter,
        ...(observed.value > expected.center ? volume('HIGH_VOLUME') : {}),
        observations: [found],
      },
    ],
  };
}

const timespan = ({
  startsAt,
  endsAt,
  detectedAt,
}: Pick<Finding, 'startsAt' | 'endsAt' | 'detectedAt'>): Json => ({
  start_time: Math.round(startsAt * 1000),
  end_time: Math.round((endsAt ?? detectedAt) * 1000),
});

const digits = (value: number): string => String(Number(value.toPrecision(6)));
