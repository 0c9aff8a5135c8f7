import type { Baseline, Part } from '../../../analysis/model/baseline';
import type { Drift } from '../../../analysis/model/drift';
import { type Body, bodyOf } from './body';
import { shapesFromJson, shapesToJson } from './stored-shapes';

/** What a snapshot's head says: the baseline without its large members, and the ids of these. */
export interface Manifest {
  readonly summary: Omit<Baseline, 'pooled' | 'known' | 'held' | 'drift' | 'shapes'>;
  readonly pooled: string;
  readonly known: string;
  readonly held: string;
  readonly drift: string;
  /** Absent while no trace was sampled. */
  readonly shapes?: string;
}

/** A baseline split into bodies, each named by its content. */
export interface SplitBaseline {
  readonly summary: Manifest['summary'];
  readonly pooled: Body;
  readonly known: Body;
  readonly held: Body;
  readonly drift: Body;
  readonly shapes?: Body;
}

/** Splits a baseline into its parts; Maps become pairs sorted by key, so that equal baselines give equal bytes. */
export function splitBaseline({ pooled, known, held, drift, shapes, ...summary }: Baseline): SplitBaseline {
  return {
    summary,
    pooled: bodyOf(partToJson(pooled)),
    known: bodyOf(sortedPairs(known)),
    held: bodyOf(held),
    drift: bodyOf({ ...drift, courses: sortedPairs(drift.courses) }),
    ...(shapes.size > 0 ? { shapes: bodyOf(shapesToJson(shapes)) } : {}),
  };
}

/** The manifest of a split baseline. */
export const manifestOf = (split: SplitBaseline): Manifest => ({
  summary: split.summary,
  pooled: split.pooled.id,
  known: split.known.id,
  held: split.held.id,
  drift: split.drift.id,
  ...(split.shapes ? { shapes: split.shapes.id } : {}),
});

/** Ids of all parts that a manifest needs. */
export const partIds = ({ pooled, known, held, drift, shapes }: Manifest): ReadonlySet<string> =>
  new Set([pooled, known, held, drift, ...(shapes ? [shapes] : [])]);

/** The version of the baseline's shape that this program reads and writes. */
const baselineVersion: Baseline['version'] = 3;

/** A snapshot whose shape this program does not know, with what was found and what to do. */
export class UnreadableBaseline extends Error {
  constructor(found: unknown) {
    const text = typeof found === 'number' ? `version ${found}` : 'no version';
    const advice =
      typeof found === 'number' && found > baselineVersion
        ? 'a newer tracenorm wrote it, run that version or a later one'
        : 'an older tracenorm wrote it, delete the scope and learn anew, or run the version that wrote it';
    super(`the stored baseline has ${text}; this program reads version ${baselineVersion}: ${advice}`);
    this.name = 'UnreadableBaseline';
  }
}

/**
 * The summary of a manifest, when this program may interpret its parts.
 * @throws UnreadableBaseline when another version wrote them
 */
export function readableSummary({ summary }: Manifest): Manifest['summary'] {
  if (summary.version !== baselineVersion) throw new UnreadableBaseline(summary.version);
  return summary;
}

/** Puts a baseline together from what {@link splitBaseline} made of it, decoded. */
export const joinBaseline = (
  summary: Manifest['summary'],
  parts: {
    readonly pooled: unknown;
    readonly known: unknown;
    readonly held: unknown;
    readonly drift: unknown;
    /** Undefined of a baseline that knows none. */
    readonly shapes?: unknown;
  },
): Baseline => ({
  ...summary,
  pooled: partFromJson(parts.pooled),
  known: new Map(parts.known as PairsOf<Baseline['known']>),
  held: parts.held as Baseline['held'],
  drift: driftFromJson(parts.drift),
  shapes: shapesFromJson(parts.shapes),
});

type PairsOf<M> = M extends ReadonlyMap<infer K, infer V> ? readonly (readonly [K, V])[] : never;

const partToJson = ({ norms, ...rest }: Part) => ({ ...rest, norms: sortedPairs(norms) });

function partFromJson(json: unknown): Part {
  const { norms, ...rest } = json as Omit<Part, 'norms'> & { readonly norms: PairsOf<Part['norms']> };
  return { ...rest, norms: new Map(norms) };
}

function driftFromJson(json: unknown): Drift {
  const { courses, ...rest } = json as Omit<Drift, 'courses'> & {
    readonly courses: PairsOf<Drift['courses']>;
  };
  return { ...rest, courses: new Map(courses) };
}

const sortedPairs = <V>(map: ReadonlyMap<string, V>): readonly (readonly [string, V])[] =>
  [...map].sort(([a], [b]) => (a < b ? -1 : 1));
