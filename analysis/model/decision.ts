import type { TimeWindow } from './window';

/** What all decisions have: kept for ever, an input of the fold. */
interface Taken {
  readonly id: string;
  /** Who: what the caller's identity says, or what a chat says of the person, see `via`. */
  readonly by: string;
  /** Through a chat nobody knows which person it was; `request` is what an audit log finds it by. */
  readonly via?: 'chat';
  readonly request?: string;
  /** Epoch seconds at which it was taken. */
  readonly at: number;
  readonly reason: string;
}

/**
 * A stretch of time that teaches. `learn`: windows wholly inside the range teach and never alert. `rebase`: the same,
 * and levels seen before the range no longer count while known edges do.
 */
export interface Range extends Taken {
  readonly verb: 'learn' | 'rebase';
  readonly range: TimeWindow;
}

/**
 * What a word is about: subjects, all that a service does or has done to it, and findings by their key. `all`: the
 * whole scope. By key and not by id, so that a word on an episode holds for its recurrences.
 */
export interface About {
  readonly subjects: readonly string[];
  readonly services: readonly string[];
  readonly findings: readonly string[];
  /** Entry points whose trace shapes are meant. */
  readonly entries?: readonly string[];
  readonly all?: true;
}

/**
 * A person's word on what was found. `approve` makes it part of the norm, `deny` makes every sighting an alert,
 * `benign` takes a lasting new level for the norm, `restart` lets levels begin anew, `acknowledge` stops reminders.
 */
export interface Word extends Taken {
  readonly verb: 'approve' | 'deny' | 'benign' | 'restart' | 'acknowledge';
  readonly about: About;
}

/** Silence for a time that was stated: nobody is told of what it is about, and all that was kept back is told at its end. */
export interface Mute extends Taken {
  readonly verb: 'mute';
  readonly about: About;
  readonly period: TimeWindow;
  /** Comes back every so many seconds until it is unmuted; absent for a single period. */
  readonly everySeconds?: number;
}

/** Ends a mute before its time. */
export interface Unmute extends Taken {
  readonly verb: 'unmute';
  readonly mute: string;
}

/** A person's word. Ranges say what windows are for; everything else takes effect with the next record of the scope. */
export type Decision = Range | Word | Mute | Unmute;

/** Decisions that take effect once, with the record that names them. */
export type Effective = Exclude<Decision, Range>;

export const isRange = (decision: Decision): decision is Range => 'range' in decision;
