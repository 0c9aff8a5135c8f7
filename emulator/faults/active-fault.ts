import { draw } from './draw';
import type { Fault } from './plan';

/** Where a fault takes its chance from: the plan's seed and its own place in the plan, so that none disturbs another. */
export interface Chance {
  readonly seed: number;
  readonly index: number;
}

/** A fault in force, with what it did: `asked` counts what it could have happened to, `hit` what it happened to. */
export class ActiveFault<F extends Fault = Fault> {
  readonly fault: F;
  readonly #chance: Chance;
  asked = 0;
  hit = 0;

  constructor(fault: F, chance: Chance) {
    this.fault = fault;
    this.#chance = chance;
  }

  /** Whether it happens this time, to a part of all times and only so often. */
  happens({ rate = 1, times = Number.POSITIVE_INFINITY }: { rate?: number; times?: number }): boolean {
    this.asked += 1;
    return this.#count(this.hit < times && this.draw('rate') < rate);
  }

  /** Whether it happens to this key; the answer for a key is always the same. */
  picks(key: string, share: number): boolean {
    this.asked += 1;
    const { seed, index } = this.#chance;
    return this.#count(draw(seed, index, key) < share);
  }

  /** The step of a script whose turn it is; `ok` after the last one. */
  step<S>(steps: readonly S[], repeat: boolean): S | 'ok' {
    const at = repeat ? this.asked % steps.length : this.asked;
    this.asked += 1;
    const step = steps[at] ?? 'ok';
    this.#count(step !== 'ok');
    return step;
  }

  /** A number in [0, 1) for this time and purpose. */
  draw(purpose: string): number {
    return draw(this.#chance.seed, this.#chance.index, this.asked, purpose);
  }

  #count(hit: boolean): boolean {
    if (hit) this.hit += 1;
    return hit;
  }
}
