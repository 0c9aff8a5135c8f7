import { type Group, versionAt } from '../control/group';
import type { Groups } from '../control/groups';
import type { TraceStore } from '../store/trace-store';
import { outlineOf } from './facts';
import { type GroupFilters, parseFilter, type TraceFilter } from './filter/filter';
import { IngestedFacts } from './filter/ingested-facts';

/** The filters of groups as they are now, for expressions that name a group. */
export const groupFilters =
  (groups: Groups): GroupFilters =>
  (by, value) =>
    groups.find({ [by]: value })?.versions.at(-1)?.filterExpression;

/**
 * Tells by its ordinal whether a trace belongs to a group: by the filter that was in force when its first document
 * arrived, because X-Ray sorts traces as they come and a new filter leaves those before it alone.
 */
export function membersOf(group: Group, groups: Groups, store: TraceStore): (ordinal: number) => boolean {
  const read = new Map<string, TraceFilter>();
  const filterOf = (expression: string) => {
    const filter = read.get(expression) ?? parseFilter(expression, groupFilters(groups));
    read.set(expression, filter);
    return filter;
  };
  return (ordinal) => {
    const version = versionAt(group, store.arrivalOf(ordinal));
    if (!version) return false;
    const trace = store.traceOf(ordinal);
    const outline = outlineOf(trace, store);
    return (
      outline !== undefined && filterOf(version.filterExpression)(new IngestedFacts(trace, outline, store))
    );
  };
}
