import type { Operation } from './operation';

/** DeleteSamplingRule: by name or ARN. What SDKs reported of the rule stays. */
export const deleteSamplingRule: Operation = (input, { control }) => {
  const record = control.samplingRules.delete(input);
  control.tags.forget(record.SamplingRule.RuleARN);
  return { SamplingRuleRecord: record };
};
