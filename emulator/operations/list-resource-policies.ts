import type { Operation } from './operation';

/** ListResourcePolicies: all of them; there are too few for pages. */
export const listResourcePolicies: Operation = (_input, { control }) => ({
  ResourcePolicies: control.resourcePolicies.list(),
  NextToken: null,
});
