import type { Group } from '../control/group';
import type { World } from '../operations/operation';
import { addWindow } from '../recordings/add-window';
import { membersOf } from '../traces/group-members';
import type { TimeRange } from '../wire/range';
import { GraphSum } from './graph-sum';
import { cellsIn, cellsOf } from './range-cells';

/** The group that filters nothing. */
const DEFAULT_GROUP = 'Default';

/** By whom a graph is seen. */
interface View {
  readonly group: Group | undefined;
  /** Of what the range is a part: a recorded window inside the whole counts in the part in which it starts. @default the range */
  readonly asked?: TimeRange;
}

/**
 * The service graph of a range as a group sees it.
 * Recorded windows wholly inside the range and ingested documents that ended in it are summed up together. Recorded
 * windows do not tell which traces they were made of, so that they count for the group Default only. A group's
 * graph is made trace by trace; without a group the cost depends on the edges.
 */
export function serviceGraph(range: TimeRange, { group, asked = range }: View, world: World): GraphSum {
  const { store, recordings, control } = world;
  const graph = new GraphSum(store.identities);
  if (group && group.name !== DEFAULT_GROUP) {
    graph.takeCells(cellsOf(range, store, membersOf(group, control.groups, store)));
    return graph;
  }
  for (const window of recordings.windowsInside(asked, range)) addWindow(graph, window, store.identities);
  graph.takeCells(cellsIn(range, store));
  return graph;
}
