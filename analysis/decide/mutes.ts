import type { Effective, Mute } from '../model/decision';
import type { Finding } from '../model/finding';
import type { ActiveMute, EndedMute, MutedIncident } from '../model/mute';
import { coversFinding } from './about';

/** Mutes after a record's time has passed, and the periods that ended with it. */
export interface Muting {
  readonly active: readonly ActiveMute[];
  readonly ended: readonly EndedMute[];
}

/**
 * Carries mutes to the time `now` (epoch seconds): new ones begin, periods end when their time is up and not a second
 * later, those that come back wait for their next period. A new one holds from the moment it was taken, though the
 * window that is read is older; one whose time was over by then is dropped. Pure.
 */
export function carryMutes(before: readonly ActiveMute[], words: readonly Effective[], now: number): Muting {
  const lifted = new Set(words.flatMap((word) => (word.verb === 'unmute' ? [word.mute] : [])));
  const begun = words
    .filter((word): word is Mute => word.verb === 'mute')
    .flatMap((mute) => waiting(mute, Math.max(now, mute.at)) ?? []);
  const active: ActiveMute[] = [];
  const ended: EndedMute[] = [];
  for (const one of [...before, ...begun]) {
    const { mute, until, kept } = one;
    const unmuted = lifted.has(mute.id);
    const over = until !== undefined && until <= now;
    if (until !== undefined && (unmuted || over))
      ended.push({ mute, kept, endedAt: unmuted && !over ? now : until, by: unmuted ? 'unmute' : 'time' });
    if (unmuted) continue;
    const next = over || until === undefined ? waiting(mute, now) : one;
    if (next) active.push(next);
  }
  return { active, ended };
}

/** A mute that is in its period, or whose period is to come; undefined when there is none any more. */
function waiting(mute: Mute, now: number): ActiveMute | undefined {
  const until = periodEnd(mute, now);
  if (until !== undefined) return { mute, until, kept: [] };
  return mute.everySeconds !== undefined || now < mute.period.start ? { mute, kept: [] } : undefined;
}

/**
 * End of the period of a mute that holds at a time, or undefined where none does.
 * @example periodEnd({ period: { start: 100, end: 110 }, everySeconds: 50 }, 155) // => 160
 */
export function periodEnd(
  { period: { start, end }, everySeconds }: Pick<Mute, 'period' | 'everySeconds'>,
  at: number,
): number | undefined {
  if (at < start) return undefined;
  const shift = everySeconds === undefined ? 0 : Math.floor((at - start) / everySeconds) * everySeconds;
  return at < end + shift ? end + shift : undefined;
}

/** The mute that keeps people from being told of findings: one that is about every one of them. */
export const muteOf = (mutes: readonly ActiveMute[], findings: readonly Finding[]): ActiveMute | undefined =>
  mutes.find(({ mute, until }) => until !== undefined && findings.every((f) => coversFinding(mute.about, f)));

/** Notes what a mute kept back; of an incident the newest word stands. */
export function keepBack(
  mutes: readonly ActiveMute[],
  held: readonly (readonly [mute: string, incident: MutedIncident])[],
): readonly ActiveMute[] {
  if (held.length === 0) return mutes;
  return mutes.map((one) => {
    const own = held.filter(([id]) => id === one.mute.id).map(([, incident]) => incident);
    const kept = new Map([...one.kept, ...own].map((incident) => [incident.id, incident] as const));
    return own.length === 0 ? one : { ...one, kept: [...kept.values()] };
  });
}
