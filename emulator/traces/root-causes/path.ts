import type { Lineage } from '../../graph/lineage';
import type { Identity } from '../../segments/identity';
import { serviceId } from '../service-id';
import type { Entity } from './entities';
import type { RootCauseService } from './wire';

/** The most entities on a path; of a longer one the deepest are kept, so that it still ends at the cause. */
export const LONGEST_PATH = 200;

/** Whether an entity is a subsegment for a call to another service. */
export function isRemote({ span, inferred }: Entity): boolean {
  return span.kind === 'subsegment' && inferred === undefined && span.identity !== undefined;
}

/**
 * The services from an entry point down to an entity, each with its own part of the path.
 * A service's part begins with its segment. An inferred service has one entity, named as the inferred segment
 * of BatchGetTraces is named, that is like the call.
 */
export function servicesTo<E>(
  last: Entity,
  lineage: Lineage,
  render: (entity: Entity) => E,
): readonly RootCauseService<E>[] {
  const path: Entity[] = [];
  for (let at: Entity | undefined = last; at && path.length < LONGEST_PATH; at = at.parent) path.push(at);
  const services: (RootCauseService<E> & { readonly EntityPath: E[] })[] = [];
  for (const entity of path.reverse()) {
    const begun = services.at(-1);
    if (begun && entity.span.kind === 'subsegment' && !entity.inferred) begun.EntityPath.push(render(entity));
    else services.push({ ...identified(entity, lineage), EntityPath: [render(entity)] });
  }
  return services;
}

function identified(entity: Entity, lineage: Lineage) {
  const identity: Identity | undefined = entity.inferred ?? lineage.ownerOf(entity.span)?.identity;
  if (!identity) throw new Error(`segment of ${entity.span.id} has no identity`);
  return { ...serviceId(identity), Inferred: entity.inferred !== undefined };
}
