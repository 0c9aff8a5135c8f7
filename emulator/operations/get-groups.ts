import { wireGroup } from '../control/group';
import type { Operation } from './operation';

/** GetGroups: every group by name, the reserved group Default included. */
export const getGroups: Operation = (input, { control, settings, shelf }) => {
  const page = shelf.page('GetGroups', input, settings.listPageSize, () => control.groups.list());
  return { Groups: page.items.map(wireGroup), NextToken: page.nextToken ?? null };
};
