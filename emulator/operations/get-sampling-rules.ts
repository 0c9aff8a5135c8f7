import type { Operation } from './operation';

/**
 * GetSamplingRules: the Default rule and no other.
 * Members are as the X-Ray SDK for Node insists on them: version 1, every pattern `*`, no attributes.
 */
export const getSamplingRules: Operation = (_input, { settings, madeAt }) => ({
  SamplingRuleRecords: [
    {
      SamplingRule: {
        RuleName: 'Default',
        RuleARN: 'arn:aws:xray:us-east-1:000000000000:sampling-rule/Default',
        ResourceARN: '*',
        Priority: 10_000,
        FixedRate: settings.sampling.fixedRate,
        ReservoirSize: settings.sampling.reservoirSize,
        ServiceName: '*',
        ServiceType: '*',
        Host: '*',
        HTTPMethod: '*',
        URLPath: '*',
        Version: 1,
        Attributes: {},
      },
      CreatedAt: Math.floor(madeAt),
      ModifiedAt: Math.floor(madeAt),
    },
  ],
  NextToken: null,
});
