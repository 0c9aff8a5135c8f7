import { containsOldVersions, type Group } from '../control/group';
import { renderServices } from '../graph/render';
import { serviceGraph } from '../graph/service-graph';
import { invalidRequest } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { timeRange } from '../wire/range';
import type { Operation, World } from './operation';

/** X-Ray answers no larger service map. */
const MOST_SERVICES = 10_000;

/** GetServiceGraph: who called whom, how often, how fast and how often it failed, in a range of time. */
export const getServiceGraph: Operation = (input, world) => {
  const range = timeRange(input, world.settings.now());
  const group = askedGroup(input, world);
  const page = world.shelf.page('GetServiceGraph', input, world.settings.pageSize, () => {
    const graph = serviceGraph(range, { group }, world);
    const nodes = graph.nodes();
    if (nodes.length <= MOST_SERVICES) return { items: renderServices(nodes), bytes: graph.bytes };
    throw invalidRequest(`The service graph has ${nodes.length} services, more than ${MOST_SERVICES}`);
  });
  return {
    StartTime: range.start,
    EndTime: range.end,
    Services: page.items,
    ContainsOldGroupVersions: group !== undefined && containsOldVersions(group, range),
    NextToken: page.nextToken ?? null,
  };
};

/** The group a request names, if it names one. */
export function askedGroup(input: JsonObject, { control }: World): Group | undefined {
  const isNamed = input.GroupName !== undefined || input.GroupARN !== undefined;
  return isNamed ? control.groups.named(input) : undefined;
}
