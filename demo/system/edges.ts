import type { NodeId } from './nodes';
import type { Service, System } from './shape';

/** One edge of the service graph the system is expected to show. */
export interface SystemEdge {
  readonly source: NodeId;
  readonly target: NodeId;
  /** Mean number of calls a request to the API makes over this edge, failures left aside. */
  readonly callsPerRequest: number;
}

/** Lists the edges of the service graph a system shows, calls from different places to one target added up. */
export function edgesOf(system: System): readonly SystemEdge[] {
  const sums = new Map<string, SystemEdge>();
  const add = (source: NodeId, target: NodeId, calls: number) => {
    const key = `${source}>${target}`;
    sums.set(key, { source, target, callsPerRequest: (sums.get(key)?.callsPerRequest ?? 0) + calls });
  };
  const visit = (source: NodeId, service: Service, share: number) => {
    add(source, service.front?.node ?? service.node, share);
    if (service.front) add(service.front.node, service.node, share);
    for (const call of service.calls) {
      if (call.probability === 0) continue;
      if (call.kind === 'service')
        visit(service.node, system.services[call.service], share * call.probability);
      else add(service.node, call.target, share * call.probability);
    }
  };
  add('client', system.stage.node, 1);
  visit(system.stage.node, system.services.authorizer, 1);
  const allowed = 1 - system.unknownKeyShare;
  for (const route of system.routes)
    visit(system.stage.node, system.services[route.service], allowed * route.share);
  return [...sums.values()];
}
