import type { Behaviour, Claim } from './behaviour';
import type { TestedService } from './service';

/** The title of a case: its sentence, and how we know. */
export const titleOf = ({ behaviour, source }: Claim): string => `${behaviour} [${source}]`;

/** What a run says of its assumptions. */
export class Verdicts {
  readonly #held: string[] = [];
  readonly #fell: string[] = [];

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

  /** Which assumptions of an area fell and held; empty where none was tried. */
  report(area: string): string {
    const parts: readonly (readonly [string, readonly string[]])[] = [
      ['ASSUMPTIONS THAT FELL', this.#fell],
      ['Assumptions that held', this.#held],
    ];
    return parts
      .filter(([, lines]) => lines.length > 0)
      .map(
        ([heading, lines]) =>
          `${area}: ${heading} (${lines.length})\n${lines.map((line) => `  - ${line}\n`).join('')}`,
      )
      .join('');
  }
}

async function checkOf(one: Behaviour, service: TestedService): Promise<void> {
  if (one.localOnly === undefined) return one.check(service);
  if (service.kind === 'local') return one.check(service);
  throw new Error(`${one.behaviour}: only for X-Ray Local, because ${one.localOnly}`);
}
