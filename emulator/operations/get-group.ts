import { wireGroup } from '../control/group';
import type { Operation } from './operation';

/** GetGroup: by name or ARN. */
export const getGroup: Operation = (input, { control }) => ({
  Group: wireGroup(control.groups.named(input)),
});
