import { renamedWords } from '../../analysis/explain/renames';
import { shapeWords } from '../../analysis/explain/shapes';
import type { Measured } from '../../analysis/model/assessment';
import type { Finding } from '../../analysis/model/finding';

/** What a finding means, in a line a person reads without knowing the terms. */
export function findingWords(finding: Finding): string {
  const { source, target, observed, expected } = finding;
  const where = source ? `${source.name} -> ${target.name}` : target.name;
  const norm = amount({ ...observed, value: expected.center });
  const numbers = `${amount(observed)}, normally ${norm}`;
  switch (finding.kind) {
    case 'new-edge':
      return `${where} called for the first time`;
    case 'new-node':
      return `${where} seen for the first time`;
    case 'new-shape':
      return `${where} ${shapeWords(finding.shape)} for the first time`;
    case 'rename':
      return `${renamedWords(finding.rename, target)}: looks like a rename`;
    case 'vanished-edge':
      return `${where} silent for ${amount(observed)}`;
    case 'latency':
      return `${where} slow (${observed.statistic ? `${observed.statistic} ` : ''}${numbers})`;
    case 'fault-ratio':
      return `${where} fails (faults ${numbers})`;
    case 'error-ratio':
      return `${where} is refused (errors ${numbers})`;
    case 'throttle-ratio':
      return `${where} is throttled (${numbers})`;
    case 'fan-out':
      return `${where} called ${observed.value < expected.center ? 'less' : 'more'} often (${numbers})`;
    case 'request-rate':
      return `${where} ${observed.value < expected.center ? 'quieter' : 'busier'} (${numbers})`;
    case 'latency-drift':
      return `${where} became slower for days (${numbers})`;
    case 'fault-drift':
      return `${where} fails more for days (faults ${numbers})`;
    case 'rate-drift':
      return `${where} became ${observed.value < expected.center ? 'quieter' : 'busier'} for days (a day ${numbers})`;
  }
}

/** A value with its unit, rounded to what a person compares. */
export function amount({ value, unit }: Pick<Measured, 'value' | 'unit'>): string {
  switch (unit) {
    case 'ratio':
      return `${round(value * 100)} %`;
    case 'seconds':
      return value < 1 ? `${round(value * 1000)} ms` : `${round(value)} s`;
    case 'calls':
      return `${count(Math.round(value))} calls`;
    case 'callsPerRequest':
      return `${round(value)} a request`;
    case 'traces':
      return `${count(Math.round(value))} traces`;
    case 'windows':
      return `${count(Math.round(value))} windows`;
  }
}

/** A length of time in the largest unit that leaves no more than one decimal. */
export function lengthOfTime(seconds: number): string {
  if (seconds < 120) return `${round(seconds)} s`;
  if (seconds < 7200) return `${round(seconds / 60)} min`;
  return seconds < 172_800 ? `${round(seconds / 3600)} h` : `${round(seconds / 86_400)} days`;
}

/** A whole number with its thousands set apart. */
export const count = (value: number): string => value.toLocaleString('en-US');

/** Two digits, and all of a whole number. */
const round = (value: number): string =>
  value >= 100 ? count(Math.round(value)) : String(Number(value.toPrecision(2)));
