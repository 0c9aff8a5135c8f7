import { readBoostStatistics } from '../control/sampling-boost';
import type { SamplingRule } from '../control/sampling-rule';
import type { SamplingRules } from '../control/sampling-rules';
import type { SamplingStatisticsDocument } from '../control/sampling-statistics';
import { ServiceFailure } from '../wire/failure';
import { isJsonObject, type JsonObject, textIn } from '../wire/json';
import { listMember, required } from '../wire/members';
import type { Operation, World } from './operation';

const REPORT_INTERVAL_SECONDS = 10;
const QUOTA_LIFE_SECONDS = 300;
const MOST_DOCUMENTS = 25;

/**
 * GetSamplingTargets: takes what an SDK did with its rules, and answers how much of them it may use from now on.
 * A document that cannot be used is answered among the unprocessed ones and does not hold up the others.
 * LastRuleModification is a number, without which the X-Ray SDK for Node rejects the answer.
 */
export const getSamplingTargets: Operation = (input, world) => {
  const { samplingStatistics, reservoirShares, samplingRules } = world.control;
  const member = 'SamplingStatisticsDocuments';
  const documents = required(member, listMember(input, member, MOST_DOCUMENTS));
  const boosts = listMember(input, 'SamplingBoostStatisticsDocuments', MOST_DOCUMENTS) ?? [];
  const read = (fields: JsonObject) => samplingStatistics.read(fields);
  const reports = documents.map((document) => reportOf(document, samplingRules, read));
  const boostReports = boosts.map((document) => reportOf(document, samplingRules, readBoostStatistics));
  const processed = reports.filter((report) => report.kind === 'processed');
  for (const { document } of processed) {
    samplingStatistics.add(document);
    reservoirShares.reported(document.RuleName, document.ClientID);
  }
  return {
    SamplingTargetDocuments: processed.map((report) => targetOf(report, world)),
    LastRuleModification: samplingRules.lastModification,
    UnprocessedStatistics: unprocessed(reports),
    UnprocessedBoostStatistics: unprocessed(boostReports),
  };
};

interface Processed<T> {
  readonly kind: 'processed';
  readonly document: T;
  readonly rule: SamplingRule;
}

/** What became of one document. */
type Report<T> = Processed<T> | { readonly kind: 'unprocessed'; readonly answer: JsonObject };

function reportOf<T extends { readonly RuleName: string }>(
  input: unknown,
  rules: SamplingRules,
  read: (fields: JsonObject) => T,
): Report<T> {
  const fields = isJsonObject(input) ? input : {};
  const refused = (ErrorCode: string, Message: string): Report<T> => ({
    kind: 'unprocessed',
    answer: { RuleName: textIn(fields, 'RuleName'), ErrorCode, Message },
  });
  try {
    const document = read(fields);
    const rule = rules.get(document.RuleName);
    if (rule) return { kind: 'processed', document, rule };
    return refused('InvalidRule', `There is no sampling rule ${document.RuleName}`);
  } catch (failure) {
    if (failure instanceof ServiceFailure) return refused('InvalidDocument', failure.message);
    throw failure;
  }
}

function unprocessed(reports: readonly Report<unknown>[]): readonly JsonObject[] {
  return reports.flatMap((report) => (report.kind === 'unprocessed' ? [report.answer] : []));
}

/** To be asked once every report of the request is noted, so that its clients share one reservoir. */
function targetOf(
  { document, rule }: Processed<SamplingStatisticsDocument>,
  { control, settings }: World,
): JsonObject {
  const { RuleName, ClientID } = document;
  return {
    RuleName,
    FixedRate: rule.FixedRate,
    ReservoirQuota: control.reservoirShares.quota(RuleName, ClientID, rule.ReservoirSize),
    ReservoirQuotaTTL: Math.floor(settings.now()) + QUOTA_LIFE_SECONDS,
    Interval: REPORT_INTERVAL_SECONDS,
  };
}
