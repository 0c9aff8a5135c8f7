import { readBoostStatistics } from '../control/sampling-boost';
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
  const member = 'SamplingStatisticsDocuments';
  const documents = required(member, listMember(input, member, MOST_DOCUMENTS));
  const boosts = listMember(input, 'SamplingBoostStatisticsDocuments', MOST_DOCUMENTS) ?? [];
  const { samplingStatistics } = world.control;
  const reports = documents.map((document) =>
    attempt(document, world, (fields) => samplingStatistics.read(fields)),
  );
  const boostReports = boosts.map((document) => attempt(document, world, readBoostStatistics));
  const processed = reports.flatMap((report) => (report.kind === 'processed' ? report.document : []));
  for (const document of processed) {
    samplingStatistics.add(document);
    world.control.reservoirShares.reported(document.RuleName, document.ClientID);
  }
  return {
    SamplingTargetDocuments: processed.map((document) => targetOf(document, world)),
    LastRuleModification: world.control.samplingRules.lastModification,
    UnprocessedStatistics: reports.flatMap((report) => (report.kind === 'unprocessed' ? report.answer : [])),
    UnprocessedBoostStatistics: boostReports.flatMap((report) =>
      report.kind === 'unprocessed' ? report.answer : [],
    ),
  };
};

/** Only after every report of the request is noted, so that its clients share one reservoir. */
function targetOf(
  { RuleName, ClientID }: SamplingStatisticsDocument,
  { control, settings }: World,
): JsonObject {
  const { FixedRate = 0, ReservoirSize = 0 } = control.samplingRules.get(RuleName) ?? {};
  return {
    RuleName,
    FixedRate,
    ReservoirQuota: control.reservoirShares.quota(RuleName, ClientID, ReservoirSize),
    ReservoirQuotaTTL: Math.floor(settings.now()) + QUOTA_LIFE_SECONDS,
    Interval: REPORT_INTERVAL_SECONDS,
  };
}

type Report<T> =
  | { readonly kind: 'processed'; readonly document: T }
  | { readonly kind: 'unprocessed'; readonly answer: JsonObject };

function attempt<T extends { readonly RuleName: string }>(
  input: unknown,
  { control }: World,
  read: (input: JsonObject) => T,
): Report<T> {
  const holder = isJsonObject(input) ? input : {};
  const RuleName = textIn(holder, 'RuleName');
  try {
    const document = read(holder);
    if (control.samplingRules.get(document.RuleName)) return { kind: 'processed', document };
    const Message = `There is no sampling rule ${document.RuleName}`;
    return { kind: 'unprocessed', answer: { RuleName, ErrorCode: 'InvalidRule', Message } };
  } catch (failure) {
    if (!(failure instanceof ServiceFailure)) throw failure;
    const { message: Message } = failure;
    return { kind: 'unprocessed', answer: { RuleName, ErrorCode: 'InvalidDocument', Message } };
  }
}
