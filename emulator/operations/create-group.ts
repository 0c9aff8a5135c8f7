import { wireGroup } from '../control/group';
import { readFirstTags } from '../control/tags';
import type { Operation } from './operation';

/** CreateGroup: a name for the traces that match a filter expression, from now on. */
export const createGroup: Operation = (input, { control }) => {
  const tags = readFirstTags(input);
  const group = control.groups.create(input);
  control.tags.put(group.arn, tags);
  return { Group: wireGroup(group) };
};
