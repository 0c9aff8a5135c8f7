import { wireGroup } from '../control/group';
import type { Operation } from './operation';

/** UpdateGroup: a new filter expression or insights configuration; older traces stay with the older filter. */
export const updateGroup: Operation = (input, { control }) => ({
  Group: wireGroup(control.groups.update(input)),
});
