import type { Standing } from './baseline';

/** Rules about calls; a denial wins over an allowance, a person's decision over both. */
export interface Policy {
  readonly never: readonly PolicyRule[];
  readonly allowed: readonly PolicyRule[];
}

/** Calls by the names of caller and callee, each a pattern in which `*` is any text; without a caller any. */
export interface PolicyRule {
  readonly from?: string;
  readonly to: string;
}

/** Standings that rules give to what a window showed, by subject; only where they change something. */
export type Ruled = readonly (readonly [subject: string, standing: Standing])[];
