import { messagesOf } from '../../analysis/explain/messages';
import { advance, type LineState, type Look, newLine, step } from '../../analysis/line';
import type { Decision } from '../../analysis/model/decision';
import type { Message } from '../../analysis/model/record';
import { windowSeconds } from '../../analysis/model/window';
import type { WatchSettings } from '../../functions/settings';

/** A message that would have been sent, and when: epoch seconds. */
export interface Sent {
  readonly at: number;
  readonly message: Message;
}

/** All that a rehearsal goes by. */
interface Script {
  readonly decisions: readonly Decision[];
  /** The window length is the ledger's. */
  readonly settings: WatchSettings;
}

/** Runs a new line over old looks: it learns from the first ones, then judges, and sends nothing. */
export class Rehearsal {
  readonly sent: Sent[] = [];
  /** Settled windows that taught and never alerted, that were judged, and of which nothing is known. */
  learned = 0;
  judged = 0;
  gaps = 0;
  /** Start of the first and end of the last window judged; epoch seconds. */
  judgedFrom: number | undefined;
  judgedTo: number | undefined;
  judgedSeconds = 0;
  readonly #script: Script;
  #state: LineState | undefined;

  constructor(script: Script) {
    this.#script = script;
  }

  /** Judges one look by what came before it, then learns from it. Looks come in the order of their reads. */
  take(look: Look): void {
    const { decisions, settings: all } = this.#script;
    const settings = { ...all, windowSeconds: windowSeconds(look.read.window) };
    const before = this.#state ?? newLine(settings.scope, look.read.window.start);
    const { record } = step(before, look, decisions, settings);
    // The daily heartbeat would have come whatever was judged: it is not listed.
    const messages = messagesOf(before, { ...record, days: [] }, new Map(), settings);
    const at = look.read.window.end + look.read.lagSeconds;
    this.sent.push(...messages.map((message) => ({ at, message })));
    this.#count(
      look,
      record.entries.some(({ learning }) => learning),
    );
    this.#state = advance(before, record, decisions, settings);
  }

  #count({ read, gap }: Look, learning: boolean): void {
    if (read.kind !== 'settlement') return;
    if (gap || learning) {
      if (gap) this.gaps += 1;
      else this.learned += 1;
      return;
    }
    this.judged += 1;
    this.judgedSeconds += windowSeconds(read.window);
    this.judgedFrom ??= read.window.start;
    this.judgedTo = read.window.end;
  }
}
