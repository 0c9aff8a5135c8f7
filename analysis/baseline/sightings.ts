import { withRuled } from '../decide/policy';
import type { Baseline, Known } from '../model/baseline';
import type { Entry } from '../model/record';
import { finish, learnedFrom } from './learners';
import { dayOf } from './rhythm';

/**
 * Registers who was seen, and in learning who was listed without a call: it is part of the graph. What a service that
 * still learns calls for the first time is learned; being seen promotes only in learning of the whole scope; a longer
 * silence is learned unless withheld. A judged window that shows no service at all is a silence of them all.
 */
export function see(baseline: Baseline, entry: Entry): Pick<Baseline, 'known' | 'settled'> {
  const isEmpty = entry.observations.length === 0;
  const counts = entry.read.kind === 'settlement' && !(isEmpty && entry.learning);
  const settled = baseline.settled + (counts ? 1 : 0);
  const known = new Map(withRuled(baseline, entry.ruled ?? [], entry.read.window.start));
  const withheld = new Set(
    entry.withheld.filter((w) => w.families.includes('presence')).map((w) => w.subject),
  );
  const learners = new Set(entry.learners?.map(({ service }) => service));
  const subjects = entry.observations.filter(({ seen }) => seen).map(({ subject }) => subject);
  const learned = learnedFrom(learners, subjects);
  for (const { subject, seen } of entry.observations) {
    if (!seen) {
      if (entry.learning && !known.has(subject)) known.set(subject, listed(subject, entry, settled));
      continue;
    }
    known.set(
      subject,
      sighting(known.get(subject), subject, entry, {
        settled,
        silenceTeaches: !withheld.has(subject),
        learns: entry.learning || learned.has(subject),
      }),
    );
  }
  if (counts && !entry.learning) finish(known, learners, entry.read.window);
  return { known, settled };
}

const listed = (subject: string, { read }: Entry, settled: number): Known => ({
  subject,
  standing: 'learned',
  firstSeen: read.window.start,
  lastSeen: read.window.start,
  windows: 0,
  lastSettled: settled,
  longestSilence: 0,
});

function sighting(
  before: Known | undefined,
  subject: string,
  { learning, read }: Entry,
  { settled, silenceTeaches, learns }: { settled: number; silenceTeaches: boolean; learns: boolean },
): Known {
  const start = read.window.start;
  const counted = read.kind === 'settlement' ? 1 : 0;
  const day = dayOf(read.window);
  if (!before) {
    const standing = learns ? 'learned' : 'candidate';
    return {
      subject,
      standing,
      firstSeen: start,
      lastSeen: start,
      windows: counted,
      lastSettled: settled,
      longestSilence: 0,
      ...(learns ? {} : { days: 1, lastDay: day }),
    };
  }
  const silence = Math.max(0, settled - before.lastSettled - counted);
  return {
    ...before,
    standing: learning && before.standing === 'candidate' ? 'learned' : before.standing,
    ...(before.standing === 'candidate' && !learning && day !== before.lastDay
      ? { days: (before.days ?? 0) + 1, lastDay: day }
      : {}),
    lastSeen: Math.max(start, before.lastSeen),
    windows: before.windows + counted,
    lastSettled: settled,
    longestSilence: silenceTeaches ? Math.max(before.longestSilence, silence) : before.longestSilence,
  };
}
