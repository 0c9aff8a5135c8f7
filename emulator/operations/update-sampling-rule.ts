import { objectMember, required } from '../wire/members';
import type { Operation } from './operation';

/** UpdateSamplingRule: changes the members that are given, by name or ARN. */
export const updateSamplingRule: Operation = (input, { control }) => {
  const update = required('SamplingRuleUpdate', objectMember(input, 'SamplingRuleUpdate'));
  return { SamplingRuleRecord: control.samplingRules.update(update) };
};
