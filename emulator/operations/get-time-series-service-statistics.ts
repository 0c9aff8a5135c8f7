import { containsOldVersions } from '../control/group';
import type { GraphSum } from '../graph/graph-sum';
import { serviceGraph } from '../graph/service-graph';
import type { EdgeSum, NodeSum } from '../graph/sums';
import { Histogram, Tally } from '../graph/tally';
import { type EntitySelector, parseEntitySelector } from '../traces/filter/entity-selector';
import { invalidRequest } from '../wire/failure';
import type { JsonObject } from '../wire/json';
import { booleanMember, numberMember, textMember } from '../wire/members';
import { type TimeRange, timeRange } from '../wire/range';
import { askedGroup } from './get-service-graph';
import type { Operation } from './operation';

const MINUTE = 60;
/** Without a selector the statistics are those of all edges. */
const EVERY_EDGE: EntitySelector = { kind: 'edge', matches: () => true };

/**
 * GetTimeSeriesServiceStatistics: statistics of selected services or edges, one entry for each period.
 * A period in which nothing happened is answered with zeros. A recorded window that is longer than a period counts in
 * the one in which it starts, so that the periods add up to the whole range. Forecasts, which X-Ray makes for insights, are never
 * answered.
 */
export const getTimeSeriesServiceStatistics: Operation = (input, world) => {
  const range = timeRange(input, world.settings.now());
  const group = askedGroup(input, world);
  const selector = selectorOf(input);
  const periods = periodsOf(range, periodOf(input));
  const page = world.shelf.page('GetTimeSeriesServiceStatistics', input, world.settings.listPageSize, () =>
    periods.map((period) => () => {
      const graph = serviceGraph(period, { group, asked: range }, world);
      return statisticsOf(period, graph, selector);
    }),
  );
  return {
    TimeSeriesServiceStatistics: page.items.map((answer) => answer()),
    ContainsOldGroupVersions: group !== undefined && containsOldVersions(group, range),
    NextToken: page.nextToken ?? null,
  };
};

function selectorOf(input: JsonObject): EntitySelector {
  const expression: unknown = input.EntitySelectorExpression;
  const selector = typeof expression === 'string' ? parseEntitySelector(expression) : undefined;
  if (selector === undefined) textMember(input, 'EntitySelectorExpression');
  if (booleanMember(input, 'ForecastStatistics') && selector?.kind !== 'node')
    throw invalidRequest('ForecastStatistics needs an EntitySelectorExpression that selects a service by id');
  return selector ?? EVERY_EDGE;
}

/** The period in seconds: whole minutes, because that is how X-Ray Local sums up. */
function periodOf(input: JsonObject): number {
  const period = numberMember(input, 'Period', { min: MINUTE }) ?? MINUTE;
  if (period % MINUTE === 0) return period;
  throw invalidRequest(`Period must be a multiple of ${MINUTE} seconds, found ${period}`);
}

/** The periods that a range touches, aligned to the clock and cut to the range. */
function periodsOf(range: TimeRange, period: number): readonly TimeRange[] {
  const periods: TimeRange[] = [];
  for (let start = Math.floor(range.start / period) * period; start < range.end; start += period) {
    periods.push({ start: Math.max(start, range.start), end: Math.min(start + period, range.end) });
  }
  return periods;
}

function statisticsOf(period: TimeRange, graph: GraphSum, selector: EntitySelector): JsonObject {
  const tally = new Tally();
  const times = new Histogram();
  for (const part of selected(graph, selector)) {
    tally.addRecorded({ ...part.tally.summary() });
    times.addRecorded({ entries: part.responseTimes.entries() }, 'entries');
  }
  const member = selector.kind === 'node' ? 'ServiceSummaryStatistics' : 'EdgeSummaryStatistics';
  return { Timestamp: period.start, [member]: tally.summary(), ResponseTimeHistogram: times.entries() };
}

function* selected(graph: GraphSum, selector: EntitySelector): Generator<NodeSum | EdgeSum> {
  for (const node of graph.nodes()) {
    if (selector.kind === 'node') {
      if (node.numbered && selector.matches(node.identity)) yield node;
      continue;
    }
    for (const edge of node.edges.values()) {
      if (edge.kind === 'call' && selector.matches(node.identity, edge.target)) yield edge;
    }
  }
}
