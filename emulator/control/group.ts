import { parseFilter } from '../traces/filter/filter';
import { invalidRequest } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { booleanMember, objectMember, textMember } from '../wire/members';
import { inRange, type TimeRange } from '../wire/range';

/** The filter of a group from a moment on. */
export interface GroupVersion {
  /** Epoch seconds. */
  readonly since: number;
  /** Empty: every trace. */
  readonly filterExpression: string;
}

/** A named filter of traces. */
export interface Group {
  readonly name: string;
  readonly arn: string;
  /** Oldest first, at least one. X-Ray sorts a trace when it arrives, so a new filter leaves old traces alone. */
  readonly versions: readonly GroupVersion[];
  readonly insights: InsightsConfiguration;
}

/** Whether X-Ray looks for insights in a group, and tells EventBridge. */
export interface InsightsConfiguration {
  readonly InsightsEnabled: boolean;
  readonly NotificationsEnabled: boolean;
}

/** The filter that was in force at a moment (epoch seconds); none before the group was made. */
export function versionAt(group: Group, seconds: number): GroupVersion | undefined {
  return group.versions.findLast(({ since }) => since <= seconds);
}

/** Whether the filter changed within a range, so that two versions of the group are merged in an answer. */
export function containsOldVersions(group: Group, range: TimeRange): boolean {
  return group.versions.slice(1).some(({ since }) => since > range.start && inRange(range, since));
}

/** The group as the API answers it. */
export function wireGroup({ name, arn, versions, insights }: Group): JsonObject {
  const filter = versions.at(-1)?.filterExpression;
  return {
    GroupName: name,
    GroupARN: arn,
    ...(filter ? { FilterExpression: filter } : {}),
    InsightsConfiguration: insights,
  };
}

/** Reads FilterExpression, which must be one where it is given; an empty one filters nothing. */
export function readFilter(input: JsonObject): string | undefined {
  const expression = textMember(input, 'FilterExpression');
  if (expression !== undefined) parseFilter(expression);
  return expression;
}

/** Reads what is given; the rest is as before. Without insights there are no notifications. */
export function readInsights(input: JsonObject, before: InsightsConfiguration): InsightsConfiguration {
  const given = objectMember(input, 'InsightsConfiguration') ?? {};
  const InsightsEnabled = booleanMember(given, 'InsightsEnabled') ?? before.InsightsEnabled;
  const NotificationsEnabled = booleanMember(given, 'NotificationsEnabled');
  if (NotificationsEnabled && !InsightsEnabled)
    throw invalidRequest('NotificationsEnabled must be false while InsightsEnabled is false');
  return {
    InsightsEnabled,
    NotificationsEnabled: InsightsEnabled && (NotificationsEnabled ?? before.NotificationsEnabled),
  };
}
