import { booleanMember } from '../wire/members';
import type { Operation } from './operation';

/** PutResourcePolicy: makes a policy or changes it. Nobody can lock themselves out, as policies refuse nobody. */
export const putResourcePolicy: Operation = (input, { control }) => {
  booleanMember(input, 'BypassPolicyLockoutCheck');
  return { ResourcePolicy: control.resourcePolicies.put(input) };
};
