import type { Operation } from './operation';

/** DeleteGroup: by name or ARN. */
export const deleteGroup: Operation = (input, { control }) => {
  control.tags.forget(control.groups.delete(input).arn);
  return {};
};
