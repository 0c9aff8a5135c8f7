import type { Baseline } from '../../../analysis/model/baseline';
import type { EntryShapes, KnownShape } from '../../../analysis/model/trace-shape';

/** Known shapes as they are stored: services named once in a sorted list, and by their place in it everywhere else. */
interface StoredShapes {
  readonly services: readonly string[];
  readonly entries: readonly (readonly [entry: string, known: StoredEntry])[];
}

type StoredEntry = Omit<EntryShapes, 'shapes'> & {
  readonly shapes: readonly (Omit<KnownShape, 'services'> & { readonly services: readonly number[] })[];
};

/** Shapes for the body of a part; equal shapes give equal bytes. */
export function shapesToJson(shapes: Baseline['shapes']): StoredShapes {
  const all = [...shapes.values()].flatMap((known) => known.shapes.flatMap((shape) => shape.services));
  const services = [...new Set(all)].sort();
  const numberOf = new Map(services.map((key, number) => [key, number] as const));
  const stored = (known: EntryShapes): StoredEntry => ({
    ...known,
    shapes: known.shapes.map((shape) => ({
      ...shape,
      services: shape.services.map((key) => numberOf.get(key) ?? 0),
    })),
  });
  const entries = [...shapes].sort(([a], [b]) => (a < b ? -1 : 1));
  return { services, entries: entries.map(([entry, known]) => [entry, stored(known)] as const) };
}

/** Reads what {@link shapesToJson} made; a snapshot without the part knows no shapes. */
export function shapesFromJson(json: unknown): Baseline['shapes'] {
  if (json === undefined) return new Map();
  const { services, entries } = json as StoredShapes;
  const known = (stored: StoredEntry): EntryShapes => ({
    ...stored,
    shapes: stored.shapes.map((shape) => ({
      ...shape,
      services: shape.services.map((number) => services[number] ?? ''),
    })),
  });
  return new Map(entries.map(([entry, stored]) => [entry, known(stored)]));
}
