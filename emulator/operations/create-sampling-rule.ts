import { readFirstTags } from '../control/tags';
import { objectMember, required } from '../wire/members';
import type { Operation } from './operation';

/** CreateSamplingRule: a rule that SDKs take up when they next ask for the rules. */
export const createSamplingRule: Operation = (input, { control }) => {
  const rule = required('SamplingRule', objectMember(input, 'SamplingRule'));
  const tags = readFirstTags(input);
  const record = control.samplingRules.create(rule);
  control.tags.put(record.SamplingRule.RuleARN, tags);
  return { SamplingRuleRecord: record };
};
