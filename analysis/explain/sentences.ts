import type { FindingKind } from '../model/assessment';
import type { Finding } from '../model/finding';
import { callWords } from './calls';
import { renameCounts, renamedWords, renameSentence, renameSteps } from './renames';
import { newShapeSentence, shapeCounts, shapeSteps, shapeWords } from './shapes';
import { number, quantity, service, share, shortName } from './words';

/** A finding's subject as people say it: `a -> b`, the node, or for a new trace shape `a touches b`, for a rename `old (now new)`. */
export const subjectName = ({
  source,
  target,
  shape,
  rename,
}: Pick<Finding, 'source' | 'target' | 'shape' | 'rename'>): string => {
  if (rename !== undefined) return renamedWords(rename, target);
  if (shape?.service !== undefined) return `${shortName(target)} ${shapeWords(shape)}`;
  return source ? `${shortName(source)} -> ${shortName(target)}` : shortName(target);
};

/** Two to four words for a subject line. */
export const headline: Readonly<Record<FindingKind, string>> = {
  'new-node': 'New service',
  'new-edge': 'New dependency',
  'vanished-edge': 'Calls stopped',
  rename: 'Looks like a rename',
  latency: 'Slower than normal',
  'fault-ratio': 'Failing (5xx)',
  'error-ratio': 'Rejected (4xx)',
  'throttle-ratio': 'Throttled (429)',
  'request-rate': 'Unusual traffic',
  'latency-drift': 'Slowly slower',
  'fault-drift': 'Slowly failing more',
  'rate-drift': 'Slow change of traffic',
  'fan-out': 'Calls per request',
  'new-shape': 'New trace shape',
};

/** What happened, in one sentence. */
export function happened(finding: Finding): string {
  const { kind, source, target, observed, expected } = finding;
  const calls = source ? `calls from ${source.name} to ${service(target)}` : `calls of ${service(target)}`;
  switch (kind) {
    case 'new-node':
      return `${service(target)} appeared in the trace graph for the first time.`;
    case 'new-edge':
      return `${source?.name ?? 'A client'} called ${service(target)} for the first time.`;
    case 'vanished-edge':
      return `${source?.name ?? 'Clients'} stopped calling ${service(target)}.`;
    case 'rename':
      return renameSentence(finding);
    case 'latency':
      return `The ${calls} became slower.`;
    case 'fault-ratio':
      return `More ${calls} fail with a server fault (5xx).`;
    case 'error-ratio':
      return `More ${calls} are rejected with a client error (4xx).`;
    case 'throttle-ratio':
      return `More ${calls} are throttled (429).`;
    case 'request-rate':
      return `There are far ${observed.value < expected.center ? 'fewer' : 'more'} ${calls}.`;
    case 'latency-drift':
      return `The ${calls} became slower little by little, over days.`;
    case 'fault-drift':
      return `Little by little, over days, more ${calls} fail with a server fault (5xx).`;
    case 'rate-drift':
      return `Little by little, over days, there came to be ${observed.value < expected.center ? 'fewer' : 'more'} ${calls}.`;
    case 'new-shape':
      return newShapeSentence(finding);
    case 'fan-out':
      return `${source?.name ?? 'A client'} calls ${service(target)} ${observed.value < expected.center ? 'less' : 'more'} often for each request it serves.`;
  }
}

/** Observed against normal, with counts. */
export function comparison(finding: Finding): string {
  const { kind, observed, expected } = finding;
  const rests = `learned from ${quantity(expected.windows, 'windows')}`;
  switch (kind) {
    case 'new-node':
      return `seen in this window; never seen in ${quantity(expected.windows, 'windows')} before.`;
    case 'new-edge':
      return `${quantity(observed.count, 'calls')} sampled in this window; never seen in ${quantity(expected.windows, 'windows')} before.`;
    case 'vanished-edge':
      return `silent for ${quantity(observed.value, 'windows')}; the longest silence before was ${quantity(expected.upper, 'windows')} (${rests}).`;
    case 'rename':
      return renameCounts(finding);
    case 'latency':
      return `${statistic(finding)} of ${quantity(observed.count, 'calls')} is ${quantity(observed.value, 'seconds')}; normally ${quantity(expected.center, 'seconds')}, for this many calls between ${quantity(expected.lower, 'seconds')} and ${quantity(expected.upper, 'seconds')} (${rests}).`;
    case 'fault-ratio':
    case 'error-ratio':
    case 'throttle-ratio': {
      const usual = Math.ceil(expected.upper * observed.count);
      return `${share(observed)} of ${observed.count} sampled calls (${quantity(observed.value, 'ratio')}); normally ${Math.floor(expected.lower * observed.count)} to ${usual} of ${observed.count} (${rests}).`;
    }
    case 'request-rate':
      return `${quantity(observed.value, 'calls')} sampled; normally ${number(Math.round(expected.lower))} to ${number(Math.round(expected.upper))}, mostly ${number(Math.round(expected.center))} (${rests}).`;
    case 'latency-drift':
    case 'fault-drift':
      return `${quantity(observed.value, observed.unit)} over the last week (${quantity(observed.count, 'calls')}); ${quantity(expected.center, expected.unit)} on the same weekdays when learning finished.`;
    case 'rate-drift':
      return `${quantity(observed.value, 'calls')} a day sampled over the last week; ${quantity(expected.center, 'calls')} a day on the same weekdays when learning finished.`;
    case 'new-shape':
      return shapeCounts(finding);
    case 'fan-out':
      return `${subjectWords(finding)} ${times(observed.value)} a request over ${observed.count} sampled requests; normally ${number(round2(expected.lower))} to ${times(expected.upper)}, mostly ${number(round2(expected.center))} (${rests}).`;
  }
}

/** Observed against normal in a few words, for a list. */
export function briefly(finding: Finding): string {
  const { kind, observed, expected } = finding;
  const normally = `normally ${quantity(expected.center, expected.unit)}`;
  switch (kind) {
    case 'new-node':
    case 'new-edge':
      return finding.calls ? `never seen before; ${callWords(finding.calls)}` : 'never seen before';
    case 'vanished-edge':
      return `silent for ${quantity(observed.value, 'windows')}`;
    case 'rename':
      return `${quantity(observed.value, 'calls')} under the new name, ${normally} under the old`;
    case 'latency':
      return `${statistic(finding)} ${quantity(observed.value, 'seconds')}, ${normally}`;
    case 'fault-ratio':
    case 'error-ratio':
    case 'throttle-ratio':
      return `${share(observed)} of ${observed.count} sampled calls, ${normally}`;
    case 'request-rate':
      return `${quantity(observed.value, 'calls')} sampled, ${normally}`;
    case 'latency-drift':
    case 'fault-drift':
      return `${quantity(observed.value, observed.unit)} this week, once ${quantity(expected.center, expected.unit)}`;
    case 'rate-drift':
      return `${quantity(observed.value, 'calls')} a day this week, once ${quantity(expected.center, 'calls')}`;
    case 'new-shape':
      return `${shapeWords(finding.shape)}, ${quantity(observed.value, 'traces')} of ${observed.count}`;
    case 'fan-out':
      return `${quantity(observed.value, observed.unit)}, normally ${number(round2(expected.center))}`;
  }
}

const subjectWords = ({ source, target }: Finding): string =>
  `${source ? shortName(source) : 'a client'} calls ${shortName(target)}`;
const round2 = (value: number): number => Number(value.toPrecision(2));
const times = (value: number): string => `${number(round2(value))} times`;

const statistic = ({ observed }: Finding): string =>
  observed.statistic === 'p50' ? 'median' : (observed.statistic ?? 'latency');

/** What to do next, by kind: where to look first and what would make it harmless. */
export function nextSteps(finding: Finding): readonly string[] {
  const { kind, source, target, observed, expected } = finding;
  const caller = source ? shortName(source) : 'the callers';
  switch (kind) {
    case 'new-edge':
    case 'new-node':
      return [
        `Ask who changed ${shortName(source ?? target)} last: is this call in that change?`,
        target.type === 'remote'
          ? `If nobody knows ${shortName(target)}: treat it as possible exfiltration; block it and keep the traces.`
          : `If nobody knows it: compare the permissions of ${caller} with what it needs.`,
      ];
    case 'vanished-edge':
      return [
        `Check whether ${caller} was changed, and whether it still does what ${shortName(target)} was for.`,
        `Check that ${caller} is still traced: mode PassThrough makes calls invisible, not absent.`,
      ];
    case 'rename':
      return renameSteps(finding);
    case 'latency':
      return [`Open a slow trace above and look where its time goes under ${shortName(target)}.`];
    case 'fault-ratio':
    case 'error-ratio':
      return [`Open a failed trace above and read the exception of ${shortName(target)}.`];
    case 'throttle-ratio':
      return [`Compare the limits of ${shortName(target)} with the traffic of ${caller}.`];
    case 'request-rate':
      return [
        `Ask whether a campaign, a batch job or a retry loop began, or a client stopped.`,
        'Check whether the sampling rules changed: X-Ray counts sampled calls only.',
      ];
    case 'latency-drift':
    case 'fault-drift':
    case 'rate-drift':
      return [
        `Compare a trace of today with one of before: look for growing data, a leak, or a change in small steps of ${shortName(target)}.`,
        'If this is the new normal, rebase: references begin anew, and this ends.',
      ];
    case 'new-shape':
      return shapeSteps(finding);
    case 'fan-out':
      return observed.value > expected.center
        ? [
            `Open a trace above and count the calls: a repeated failing one is a retry, many alike are a query in a loop (N+1).`,
            `Ask what was deployed to ${caller} last, and whether ${shortName(target)} can bear the load.`,
          ]
        : [`Ask what was deployed to ${caller} last: which work no longer reaches ${shortName(target)}?`];
  }
}
