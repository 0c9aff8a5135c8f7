import type { Operation } from './operation';

/** DeleteResourcePolicy: by name, and by revision where one is given. */
export const deleteResourcePolicy: Operation = (input, { control }) => {
  control.resourcePolicies.delete(input);
  return {};
};
