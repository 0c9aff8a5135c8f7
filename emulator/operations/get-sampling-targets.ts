import { invalidRequest } from '../wire/failure';
import { objectsIn, textIn } from '../wire/json';
import type { Operation } from './operation';

const REPORT_INTERVAL_SECONDS = 10;
const QUOTA_LIFE_SECONDS = 300;

/**
 * GetSamplingTargets: how much of the Default rule's quota an SDK may use; the whole of it.
 * LastRuleModification is a number, without which the X-Ray SDK for Node rejects the answer. Statistics that
 * SDKs report are read and not kept.
 */
export const getSamplingTargets: Operation = (input, { settings, madeAt }) => {
  if (!Array.isArray(input.SamplingStatisticsDocuments)) {
    throw invalidRequest('SamplingStatisticsDocuments is required and must be a list');
  }
  const names = objectsIn(input, 'SamplingStatisticsDocuments').map(
    (document) => textIn(document, 'RuleName') ?? '',
  );
  return {
    SamplingTargetDocuments: names.filter(isDefault).map((RuleName) => ({
      RuleName,
      FixedRate: settings.sampling.fixedRate,
      ReservoirQuota: settings.sampling.reservoirSize,
      ReservoirQuotaTTL: Math.floor(settings.now()) + QUOTA_LIFE_SECONDS,
      Interval: REPORT_INTERVAL_SECONDS,
    })),
    LastRuleModification: Math.floor(madeAt),
    UnprocessedStatistics: names
      .filter((name) => !isDefault(name))
      .map((RuleName) => ({ RuleName, ErrorCode: 'InvalidRule', Message: 'The only rule is Default' })),
  };
};

function isDefault(ruleName: string): boolean {
  return ruleName === 'Default';
}
