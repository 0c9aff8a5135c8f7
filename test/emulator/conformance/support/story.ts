import { randomBytes } from 'node:crypto';
import type { Raw } from '../../support/documents';

/** How long ago, so that everything in a story has happened; it is also how long a story may last. Seconds. */
export const STORY_SECONDS = 30;

/**
 * The documents of one case: just now by the wall clock, under names and ids that no other case or run has, so that
 * nobody's data is in the way. Times are seconds after the story's start.
 */
export class Story {
  /** Epoch seconds, whole. */
  readonly start = Math.floor(Date.now() / 1000) - STORY_SECONDS;
  readonly mark = randomBytes(5).toString('hex');
  readonly #ids = new Map<string, string>();

  /** A name that is this story's own. */
  named(name: string): string {
    return `${name}-${this.mark}`;
  }

  /** Whether a name of an answer is this story's. */
  owns(name: string | undefined): boolean {
    return name?.includes(`-${this.mark}`) ?? false;
  }

  /** A text of an answer without what makes names the story's own. */
  plain(text: string | undefined): string {
    return (text ?? '').replaceAll(`-${this.mark}`, '');
  }

  /** A segment or subsegment id, always the same for a label. */
  id(label: string): string {
    return this.#made(`span ${label}`, () => randomBytes(8).toString('hex'));
  }

  /** A trace id, always the same for a label; it says that the trace began these seconds after the start. */
  trace(label = '', after = 0): string {
    const epoch = (this.start + after).toString(16).padStart(8, '0');
    return this.#made(`trace ${label}`, () => `1-${epoch}-${randomBytes(12).toString('hex')}`);
  }

  at(seconds: number): Date {
    return new Date((this.start + seconds) * 1000);
  }

  /** A segment, called by its own name, of the trace without label. */
  segment(name: string, [from, to]: readonly [number, number], more: Raw = {}): Raw {
    return { name: this.named(name), trace_id: this.trace(), ...this.#span(name, from, to), ...more };
  }

  /** A subsegment to be nested. It keeps its name, as AWS services have no other. */
  part(label: string, name: string, [from, to]: readonly [number, number], more: Raw = {}): Raw {
    return { name, ...this.#span(label, from, to), ...more };
  }

  /** What a subsegment has in addition when it is sent on its own. */
  alone(parent: string, trace = this.trace()): Raw {
    return { type: 'subsegment', parent_id: this.id(parent), trace_id: trace };
  }

  #span(label: string, from: number, to: number): Raw {
    return { id: this.id(label), start_time: this.start + from, end_time: this.start + to };
  }

  #made(label: string, make: () => string): string {
    const id = this.#ids.get(label) ?? make();
    this.#ids.set(label, id);
    return id;
  }
}

/** A document that is not finished yet. */
export const inProgress = (document: Raw): Raw => ({ ...document, end_time: undefined, in_progress: true });
