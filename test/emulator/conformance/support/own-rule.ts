import {
  CreateSamplingRuleCommand,
  DeleteSamplingRuleCommand,
  type SamplingRuleRecord,
} from '@aws-sdk/client-xray';
import { customRule } from '../../support/sampling';
import type { TestedService } from './service';

/** A sampling rule that a case made. */
export interface OwnRule {
  readonly record: SamplingRuleRecord;
  /** Deletes it, as happens at the end in any case. */
  readonly remove: () => Promise<void>;
}

/** Makes a sampling rule for a service that nobody has, so that it changes nobody's sampling, and sees to its deletion. */
export async function ownRule(service: TestedService, RuleName: string): Promise<OwnRule> {
  const SamplingRule = customRule({ RuleName, ServiceName: RuleName, Priority: 9999 });
  const answer = await service.client.send(new CreateSamplingRuleCommand({ SamplingRule }));
  const remove = service.afterwards(() => service.client.send(new DeleteSamplingRuleCommand({ RuleName })));
  if (!answer.SamplingRuleRecord) throw new Error(`CreateSamplingRule of ${RuleName} answered no record`);
  return { record: answer.SamplingRuleRecord, remove };
}
