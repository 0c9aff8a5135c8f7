import { invalidRequest } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { ruleArn } from './arn';
import type { SamplingRule } from './sampling-rule';

/** What the Default rule takes of the requests that no other rule matches. */
export interface DefaultSampling {
  /** Requests a second. */
  readonly reservoirSize: number;
  /** Share of the rest, 0..1. */
  readonly fixedRate: number;
}

/** The rule that matches what no other rule does, and is asked last. */
export function defaultRule({ reservoirSize, fixedRate }: DefaultSampling): SamplingRule {
  return {
    RuleName: 'Default',
    RuleARN: ruleArn('Default'),
    ResourceARN: '*',
    Priority: 10_000,
    FixedRate: fixedRate,
    ReservoirSize: reservoirSize,
    ServiceName: '*',
    ServiceType: '*',
    Host: '*',
    HTTPMethod: '*',
    URLPath: '*',
    Version: 1,
    Attributes: {},
  };
}

const OF_DEFAULT = new Set(['RuleName', 'RuleARN', 'FixedRate', 'ReservoirSize', 'SamplingRateBoost']);

/** Refuses to change the Default rule in anything but its rate, reservoir and boost. */
export function refuseMatching(input: JsonObject): void {
  const member = Object.keys(input).find((key) => !OF_DEFAULT.has(key) && input[key] != null);
  if (member !== undefined) throw invalidRequest(`${member} of the sampling rule Default cannot be changed`);
}
