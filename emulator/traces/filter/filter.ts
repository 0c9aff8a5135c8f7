import { invalidRequest } from '../../wire/failure';
import { judge } from './judge';
import { type FilterOfGroup, readFilter } from './parse';
import type { Expression } from './syntax';
import type { TraceFacts } from './trace-facts';

/** Whether a trace matches. */
export type TraceFilter = (facts: TraceFacts) => boolean;

/** The filter expression of a group, blank when it filters nothing; undefined when there is no such group. */
export type GroupFilters = (by: 'name' | 'arn', value: string) => string | undefined;

/** The groups of an account that has made none: the reserved one, which filters nothing. */
const onlyDefault: GroupFilters = (by, value) =>
  (by === 'name' ? value === 'Default' : value.endsWith(':group/Default')) ? '' : undefined;

/**
 * Reads a filter expression of X-Ray (AWS X-Ray developer guide, "Using filter expressions").
 * A blank or absent one matches every trace. Throws InvalidRequestException that says where the expression is
 * wrong, what stands there and what could; also for a group that does not exist or leads back to itself.
 */
export function parseFilter(expression: string | undefined, groups: GroupFilters = onlyDefault): TraceFilter {
  const filter = readFilter(expression ?? '', groupReader(groups));
  return (facts) => filter === null || judge(filter, facts, facts);
}

/** Reads the filters of groups, each once, however often and from wherever it is named. */
function groupReader(groups: GroupFilters): FilterOfGroup {
  const read = new Map<string, Expression | null | 'being read'>();
  const filterOfGroup: FilterOfGroup = (by, value) => {
    const key = `${by} ${value}`;
    const known = read.get(key);
    if (known === 'being read') throw invalidRequest(`The filter of group ${value} leads back to itself`);
    if (known !== undefined) return known;
    const text = groups(by, value);
    if (text === undefined) throw invalidRequest(`Group ${value} was not found`);
    read.set(key, 'being read');
    const filter = readFilter(text, filterOfGroup);
    read.set(key, filter);
    return filter;
  };
  return filterOfGroup;
}
