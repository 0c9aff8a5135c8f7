import { GraphSum } from '../graph/graph-sum';
import { cellsIn } from '../graph/range-cells';
import { renderServices } from '../graph/render';
import type { WireService } from '../graph/wire';
import { addWindow } from '../recordings/add-window';
import { ServiceFailure } from '../wire/failure';
import { type JsonObject, textIn } from '../wire/json';
import { type TimeRange, timeRange } from '../wire/range';
import type { Operation, World } from './operation';

/**
 * GetServiceGraph: who called whom, how often, how fast and how often it failed, in a range of time.
 * Recorded windows wholly inside the range and ingested documents that ended in it are summed up together.
 */
export const getServiceGraph: Operation = (input, world) => {
  const range = timeRange(input, world.settings.now());
  requireDefaultGroup(input);
  const page = world.shelf.page('GetServiceGraph', input, world.settings.pageSize, () =>
    graphOf(range, world),
  );
  return {
    StartTime: range.start,
    EndTime: range.end,
    Services: page.items.map((render) => render()),
    ContainsOldGroupVersions: false,
    NextToken: page.nextToken ?? null,
  };
};

function graphOf(range: TimeRange, world: World): readonly (() => WireService)[] {
  const graph = new GraphSum(world.store.identities);
  for (const window of world.recordings.windowsInside(range))
    addWindow(graph, window, world.store.identities);
  graph.takeCells(cellsIn(range, world.store));
  return renderServices(graph.nodes());
}

/** The only group is the reserved one that filters nothing. */
function requireDefaultGroup(input: JsonObject): void {
  const name = textIn(input, 'GroupName');
  const arn = textIn(input, 'GroupARN');
  if ((name === undefined || name === 'Default') && (arn === undefined || arn.endsWith('group/Default')))
    return;
  throw new ServiceFailure('InvalidRequestException', 400, `Group ${name ?? arn} was not found`);
}
