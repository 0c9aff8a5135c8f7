import type { ControlPlane } from '../control/control-plane';
import { resourceNotFound } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { required, textMember } from '../wire/members';

/** The ARN a tag operation names. Throws ResourceNotFoundException unless a group or sampling rule has it. */
export function taggedResource(input: JsonObject, control: ControlPlane): string {
  const arn = required('ResourceARN', textMember(input, 'ResourceARN', { min: 1, max: 1011 }));
  const rules = control.samplingRules.list().map(({ SamplingRule }) => SamplingRule.RuleARN);
  if (rules.includes(arn) || control.groups.find({ arn })) return arn;
  throw resourceNotFound(`There is no group or sampling rule with ResourceARN ${arn}`, arn);
}
