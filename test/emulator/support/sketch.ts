import type { Edge, Service } from '@aws-sdk/client-xray';

const nodeName = (service: Service) => `${service.Name}|${service.Type ?? ''}`;

/** The edges of a graph as sorted lines `source|type -> target|type`, `=>` for links: easy to read in a test. */
export function edgesOf(services: readonly Service[]): string[] {
  return services
    .flatMap((service) =>
      (service.Edges ?? []).map((edge) => {
        const target = services.find((other) => other.ReferenceId === edge.ReferenceId);
        const arrow = edge.EdgeType === 'link' ? '=>' : '->';
        return `${nodeName(service)} ${arrow} ${target ? nodeName(target) : 'nowhere'}`;
      }),
    )
    .sort();
}

/** The nodes of a graph as sorted lines `name|type`. */
export const nodesOf = (services: readonly Service[]) => services.map(nodeName).sort();

/** The node with a name and, where the name is not enough, a type; an empty type is a node without one. */
export function node(services: readonly Service[], name: string, type?: string): Service {
  const found = services.find(
    (service) => service.Name === name && (type === undefined || (service.Type ?? '') === type),
  );
  if (!found) throw new Error(`no node ${name} in ${nodesOf(services).join(', ')}`);
  return found;
}

/** The edge between two nodes. */
export function edge(services: readonly Service[], source: Service, target: Service): Edge {
  const found = source.Edges?.find((one) => one.ReferenceId === target.ReferenceId);
  if (!found) throw new Error(`no such edge among ${edgesOf(services).join(', ')}`);
  return found;
}

/** ok, error, throttle, fault, total: the counts of a node or edge. */
export function countsOf({
  SummaryStatistics: s,
}: Pick<Service, 'SummaryStatistics'>): (number | undefined)[] {
  const { ErrorStatistics: error, FaultStatistics: fault } = s ?? {};
  return [s?.OkCount, error?.OtherCount, error?.ThrottleCount, fault?.TotalCount, s?.TotalCount];
}
