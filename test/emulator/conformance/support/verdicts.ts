import type { Behaviour, Claim } from './behaviour';
import type { TestedService } from './service';

/** The title of a case: its sentence, and how we know. */
export const titleOf = ({ behaviour, source }: Claim): string => `${behaviour} [${source}]`;

/** What a run says of its assumptions, and of what it left out. */
export class Verdicts {
  readonly #held: string[] = [];
  readonly #fell: string[] = [];
  readonly #leftOut: string[] = [];

  leaveOut(one: Claim & { readonly localOnly: string }): void {
    this.#leftOut.push(`${one.behaviour}\n    because ${one.localOnly}`);
  }

  /** Runs a case; an assumption that falls against AWS X-Ray is noted, every other failure thrown. */
  async judge(one: Behaviour, service: TestedService): Promise<void> {
    const run = () => checkOf(one, service);
    if (!one.assumed || service.kind === 'local') return run();
    try {
      await run();
      this.#held.push(titleOf(one));
    } catch (failure) {
      const reason = failure instanceof Error ? failure.message : String(failure);
      this.#fell.push(`${titleOf(one)}\n${reason.replaceAll(/^/gm, '      ')}`);
    }
  }

  /** The report on an area; empty where there is nothing to say. */
  report(area: string): string {
    const parts: readonly (readonly [string, readonly string[]])[] = [
      ['ASSUMPTIONS THAT FELL', this.#fell],
      ['Assumptions that held', this.#held],
      ['Only tested locally', this.#leftOut],
    ];
    return parts
      .filter(([, lines]) => lines.length > 0)
      .map(([heading, lines]) => `${area}: ${heading} (${lines.length})\n${lines.map((line) => `  - ${line}\n`).join('')}`)
      .join('');
  }
}

async function checkOf(one: Behaviour, service: TestedService): Promise<void> {
  if (one.localOnly === undefined) return one.check(service);
  if (service.kind === 'local') return one.check(service);
  throw new Error(`${one.behaviour}: only for X-Ray Local, because ${one.localOnly}`);
}
