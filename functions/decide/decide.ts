import { type Reach, targetsOf } from '../../analysis/decide/target';
import type { About, Decision, Effective, Mute } from '../../analysis/model/decision';
import { hashOf } from '../../analysis/model/identity';
import type { Decisions } from './ports';
import type { DecideRequest, Verb } from './request';

/** What became of a request: the decision that stands, or why there is none. */
export type Taken =
  | { readonly status: 'taken' | 'repeated'; readonly decision: Decision }
  | { readonly status: 'refused'; readonly mistakes: readonly string[] };

/** Episodes that a request may name by id. */
const mostEpisodes = 5_000;
/** A mute is for a time: longer than a year it would be a policy. */
const longestMuteSeconds = 366 * 86_400;

const reaches: Readonly<Record<Exclude<Verb, 'unmute'>, Reach>> = {
  approve: 'standing',
  deny: 'standing',
  benign: 'levels',
  rebase: 'levels',
  ack: 'episode',
  mute: 'episode',
};

/**
 * Takes a person's decision, once: the same request again finds what it decided before. It takes effect with the next
 * window that is read. `now` is in epoch seconds.
 */
export async function decide(memory: Decisions, request: DecideRequest, now: number): Promise<Taken> {
  const formed = await form(memory, request, now);
  if ('mistakes' in formed) return { status: 'refused', mistakes: formed.mistakes };
  const { by, via, request: asked, reason, verb } = request;
  const id =
    asked === undefined
      ? hashOf('decision', verb, now, JSON.stringify(formed.word))
      : hashOf('decision', verb, asked, ...request.targets);
  const before = (await memory.decisions()).find((d) => d.id === id);
  if (before) return { status: 'repeated', decision: before };
  const said = { id, by, at: now, reason, ...(via ? { via } : {}), ...(asked ? { request: asked } : {}) };
  const decision: Effective = { ...formed.word, ...said };
  await memory.decide(decision);
  return { status: 'taken', decision };
}

type Unsaid<D> = D extends Effective ? Omit<D, 'id' | 'by' | 'via' | 'request' | 'at' | 'reason'> : never;

/** What is decided, without who and why, or why nothing is. */
type Formed = { readonly mistakes: readonly string[] } | { readonly word: Unsaid<Effective> };

async function form(memory: Decisions, request: DecideRequest, now: number): Promise<Formed> {
  const { verb, targets } = request;
  if (verb === 'unmute') return unmute(memory, request);
  const target =
    targets.length === 0
      ? { about: { subjects: [], services: [], findings: [], all: true as const } }
      : targetsOf(targets, await memory.speakable(mostEpisodes), reaches[verb]);
  if ('mistake' in target) return { mistakes: [target.mistake] };
  if (verb === 'deny' && target.about.entries)
    return { mistakes: ['a trace shape cannot be denied; deny the call or the service that is new in it'] };
  if (verb === 'mute') return mute(target.about, request, now);
  const names = {
    approve: 'approve',
    deny: 'deny',
    benign: 'benign',
    rebase: 'restart',
    ack: 'acknowledge',
  } as const;
  return { word: { verb: names[verb], about: target.about } };
}

function mute(about: About, { from, to, everySeconds }: DecideRequest, now: number): Formed {
  const start = from ?? now;
  const length = (to ?? Number.NaN) - start;
  const mistakes = [
    ...(length > 0 && length <= longestMuteSeconds
      ? []
      : ['a mute needs an end after its beginning and within a year: it ends by itself']),
    ...(everySeconds === undefined || everySeconds >= length
      ? []
      : ['a mute that comes back must end before it does']),
    ...(to !== undefined && to <= now && everySeconds === undefined ? ['the end of the mute is past'] : []),
  ];
  if (mistakes.length > 0) return { mistakes };
  const period = { start, end: to ?? start };
  return { word: { verb: 'mute', about, period, ...(everySeconds ? { everySeconds } : {}) } };
}

async function unmute(memory: Decisions, { targets }: DecideRequest): Promise<Formed> {
  const [named, ...more] = targets;
  const mutes = (await memory.decisions()).filter((d): d is Mute => d.verb === 'mute');
  const found = mutes.find(({ id }) => id === named);
  if (found && more.length === 0) return { word: { verb: 'unmute', mute: found.id } };
  const listed = mutes.slice(-5).map(({ id, reason }) => `${id} (${reason})`);
  const last = listed.length === 0 ? 'none was ever taken' : `the last ones are ${listed.join(', ')}`;
  return { mistakes: [`unmute takes the id of one mute; ${last}`] };
}
