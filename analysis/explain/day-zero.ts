import { pooledPart } from '../baseline/current';
import { type Failure, failures } from '../detect/neighbours';
import type { Baseline, Norm } from '../model/baseline';
import type { Entry, Message } from '../model/record';
import { subjectOfKey } from '../model/subject';
import { subjectName } from './sentences';
import { percent, wrap } from './words';

const width = 76;
/** Shares of calls from which a failure that was learned is worth a word, and the calls it must rest on. */
const chronicFrom: Readonly<Record<Failure, number>> = { fault: 0.05, throttle: 0.05, error: 0.5 };
const leastCalls = 20;
const mostListed = 20;

const words: Readonly<Record<Failure, string>> = {
  fault: 'of the calls fail (5xx)',
  throttle: 'of the calls are throttled (429)',
  error: 'of the calls are rejected (4xx)',
};

/** One failure that was there while the norm was learned. */
interface Chronic {
  readonly subject: string;
  readonly failure: Failure;
  readonly ratio: number;
}

/**
 * What was wrong all along, told once when a scope has learned: it is part of the norm now, so that it raises no incident
 * unless it gets worse. Undefined while the scope learns, after its first judged window, and where nothing is chronic.
 */
export function dayZeroMessage(entry: Entry, baseline: Baseline, scope: string): Message | undefined {
  const isFirst = baseline.settled > 0 && baseline.learnedUntil === baseline.settled;
  if (entry.read.kind !== 'settlement' || entry.learning || entry.gap || !isFirst) return undefined;
  const found = chronic(baseline);
  if (found.length === 0) return undefined;
  const listed = found.slice(0, mostListed).map(line);
  const more = found.length - listed.length;
  const paragraphs = [
    wrap(
      'Learning has finished, and watching begins. This was wrong all along, so that it is part of the norm and raises no incident unless it gets worse:',
      width,
    ),
    [...listed, ...(more > 0 ? [`- and ${more} more; tracenorm baseline export lists all`] : [])].join('\n'),
    wrap(
      'What is not meant to be so: mend it, and then let its levels begin anew with tracenorm rebase SERVICE --reason WHY.',
      width,
    ),
    `Scope ${scope}`,
  ];
  return {
    id: `day-0-${entry.read.window.start}`,
    topic: 'alerts',
    subject: `[INFO] Known on day 0: ${found.length} ${found.length === 1 ? 'call fails' : 'calls fail'} as a rule`,
    body: `${paragraphs.join('\n\n')}\n`,
    attributes: { severity: 'info', severityRank: 0, kind: 'day-0', status: 'opened', schemaVersion: '1' },
  };
}

/** Calls, not nodes, which would say the same twice; the worst first. */
function chronic(baseline: Baseline): Chronic[] {
  return [...pooledPart(baseline).norms]
    .filter(([subject]) => subjectOfKey(subject).kind === 'call')
    .flatMap(([subject, norm]) => failures.flatMap((failure) => chronicOf(subject, norm, failure)))
    .sort((a, b) => b.ratio - a.ratio || (a.subject < b.subject ? -1 : 1));
}

function chronicOf(subject: string, norm: Norm, failure: Failure): Chronic[] {
  const ratio = norm.trials.sum > 0 ? norm[failure].k / norm.trials.sum : 0;
  return norm.trials.sum >= leastCalls && ratio >= chronicFrom[failure] ? [{ subject, failure, ratio }] : [];
}

function line({ subject, failure, ratio }: Chronic): string {
  const { target, ...rest } = subjectOfKey(subject);
  const name = subjectName({ target, ...('source' in rest ? { source: rest.source } : {}) });
  return wrap(`- ${name}: ${percent(ratio)} ${words[failure]}`, width, 2);
}
