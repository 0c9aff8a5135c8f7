import type { SamplingRule, SamplingStatisticsDocument } from '@aws-sdk/client-xray';
import { T0 } from './documents';

/** A rule that matches everything, with what a test wants otherwise. */
export const customRule = (more: Partial<SamplingRule> = {}): SamplingRule => ({
  RuleName: 'mine',
  ResourceARN: '*',
  Priority: 100,
  FixedRate: 0.5,
  ReservoirSize: 10,
  ServiceName: '*',
  ServiceType: '*',
  Host: '*',
  HTTPMethod: '*',
  URLPath: '*',
  Version: 1,
  ...more,
});

/** The n-th SDK's ClientID. */
export const clientId = (n: number) => n.toString(16).padStart(24, '0');

/** What the first SDK reports of Default ten minutes after T0, with what a test wants otherwise. */
export const statistics = (more: Partial<SamplingStatisticsDocument> = {}): SamplingStatisticsDocument => ({
  RuleName: 'Default',
  ClientID: clientId(1),
  Timestamp: new Date((T0 + 600) * 1000),
  RequestCount: 10,
  SampledCount: 2,
  BorrowCount: 1,
  ...more,
});
