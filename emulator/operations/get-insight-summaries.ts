import { invalidRequest } from '../wire/failure';
import { listMember, numberMember, refusal, required } from '../wire/members';
import type { Operation } from './operation';

const OLDEST_START_SECONDS = 30 * 86_400;
const MOST_RESULTS = 100;

/** GetInsightSummaries: none, because X-Ray Local looks for no insights; the request is checked all the same. */
export const getInsightSummaries: Operation = (input, { control, settings }) => {
  control.groups.named(input);
  for (const state of listMember(input, 'States', 1) ?? [])
    if (state !== 'ACTIVE' && state !== 'CLOSED') throw refusal('States', 'ACTIVE or CLOSED', state);
  const start = required('StartTime', numberMember(input, 'StartTime', { min: 0 }));
  const end = required('EndTime', numberMember(input, 'EndTime', { min: 0 }));
  if (end <= start) throw invalidRequest('EndTime must be after StartTime');
  if (start < settings.now() - OLDEST_START_SECONDS)
    throw invalidRequest('StartTime cannot be more than 30 days ago');
  numberMember(input, 'MaxResults', { min: 1, max: MOST_RESULTS, whole: true });
  return { InsightSummaries: [], NextToken: null };
};
