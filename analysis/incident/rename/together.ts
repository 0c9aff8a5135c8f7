import type { Rename } from '../../model/rename';
import { serviceOfKey } from '../../model/service';
import { splitSubjectKey } from '../../model/subject';
import type { Renamings } from './renamings';
import type { Scene } from './scene';

/**
 * The pairs that were not given before as renames: services that call each other, or that got the same new name for
 * the same old one, were renamed together. Sorted. O(pairs x edges).
 */
export function renamesIn(renamed: Renamings, scene: Scene, given: Renamings): Rename[] {
  const left = new Map(renamed.pairs.filter(([to]) => given.oldOf(to) === undefined));
  const renames: Rename[] = [];
  for (const [first] of left) {
    const group = [first];
    for (const to of group)
      for (const other of left.keys())
        if (!group.includes(other) && (calls(to, other, scene) || isSameName(to, other, renamed)))
          group.push(other);
    for (const to of group) left.delete(to);
    renames.push(renameOf(group.sort(), renamed, scene));
  }
  return renames;
}

const renameOf = (group: readonly string[], renamed: Renamings, scene: Scene): Rename => {
  const edges = [...new Set(group.flatMap((to) => scene.appearedEdges(to)))].sort();
  const moved = edges.map((to) => ({ from: renamed.before(to), to }));
  return {
    services: group.map((to) => ({ from: renamed.oldOf(to) ?? to, to })),
    edges: moved.filter(({ from }) => scene.isLearned(from) && !scene.seen.has(from)),
  };
};

const calls = (one: string, other: string, scene: Scene): boolean =>
  scene.appearedEdges(one).some((edge) => {
    const { source, target } = splitSubjectKey(edge);
    return source === other || target === other;
  });

const nameOf = (key: string | undefined): string => (key === undefined ? '' : serviceOfKey(key).name);
const isSameName = (one: string, other: string, renamed: Renamings): boolean =>
  nameOf(one) === nameOf(other) && nameOf(renamed.oldOf(one)) === nameOf(renamed.oldOf(other));
