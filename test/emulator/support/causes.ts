import { contentsOf, type TraceContents } from '../../../emulator/traces/contents';
import type { RootCause } from '../../../emulator/traces/root-causes/wire';
import { type Raw, traceId } from './documents';
import { smallStore } from './store';

/** Trace 1 of the documents, opened for reading; every document must be taken. */
export function opened(...documents: readonly Raw[]): TraceContents {
  const store = smallStore();
  for (const document of documents) {
    const problem = store.ingest(JSON.stringify(document));
    if (problem) throw new Error(`document ${String(document.id)} was refused: ${problem.Message}`);
  }
  const trace = store.get(traceId(1));
  if (!trace) throw new Error('no document of trace 1 was given');
  return contentsOf(trace, store);
}

interface SketchedEntity {
  readonly Name: string;
  readonly Remote: boolean;
  readonly Coverage?: number;
}

/**
 * A root cause as one line: services with their entities, `web[web, call*] -> orders?[call] !`.
 * `*` marks a remote entity, `?` an inferred service, `!` what impacts the client, `name 0.5` coverage.
 */
export function sketchOf(cause: RootCause<SketchedEntity>): string {
  const services = cause.Services.map(({ Name, Inferred, EntityPath }) => {
    const entities = EntityPath.map(
      (entity) =>
        `${entity.Name}${entity.Remote ? '*' : ''}${entity.Coverage === undefined ? '' : ` ${entity.Coverage}`}`,
    );
    return `${Name}${Inferred ? '?' : ''}[${entities.join(', ')}]`;
  });
  return `${services.join(' -> ')}${cause.ClientImpacting ? ' !' : ''}`;
}
