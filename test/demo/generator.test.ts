import { quantile } from 'simple-statistics';
import { LIVE_START } from '../../demo/clock';
import { lastDayDocuments, recordedWindows } from '../../demo/generator';
import { episodes } from '../../demo/generator/past';
import { system } from '../../demo/system';
import { edgesOf } from '../../demo/system/edges';
import { nodes } from '../../demo/system/nodes';
import { type EdgeFacts, type Facts, factsOfDocuments, factsOfWindows, type GraphService } from './aggregate';

const DAY = 86_400;
const clientEdge = 'orders-api/prod|client > orders-api/prod|AWS::ApiGateway::Stage';

describe('the invented history', () => {
  const windows = [...recordedWindows({ seed: 7 })];
  const batches = [...lastDayDocuments({ seed: 7 })];
  const documents = batches.flat();
  const recorded = factsOfWindows(windows);
  const lastDay = factsOfDocuments(documents);
  const expected = edgesOf(system).map(
    ({ source, target }) =>
      `${nodes[source].name}|${nodes[source].type} > ${nodes[target].name}|${nodes[target].type}`,
  );

  test('covers thirteen days in five-minute windows that join end to end, then one day of documents', () => {
    expect(windows).toHaveLength(13 * 288);
    expect(windows.at(-1)?.EndTime).toBe(LIVE_START - DAY);
    expect(windows.every((window, at) => window.StartTime === LIVE_START - 14 * DAY + at * 300)).toBe(true);
    expect(batches).toHaveLength(288);
    expect(documents.length).toBeGreaterThan(30_000);
    expect(documents.length).toBeLessThan(100_000);
  });

  test('shows exactly the edges of the description, in the recording and in the documents', () => {
    expect([...recorded.keys()].sort()).toEqual([...expected].sort());
    expect([...lastDay.keys()].sort()).toEqual([...expected].sort());
  });

  test.each(expected)('tells the same of %s in the recording and in the documents', (edge) => {
    const [a, b] = [factsIn(recorded, edge), factsIn(lastDay, edge)];
    const tracesIn = (facts: Facts) => factsIn(facts, clientEdge).seconds.length;
    expectAlikeShares([a.seconds.length, tracesIn(recorded)], [b.seconds.length, tracesIn(lastDay)]);
    for (const outcome of ['error', 'throttle', 'fault'] as const) {
      expectAlikeShares([a[outcome], a.seconds.length], [b[outcome], b.seconds.length]);
    }
    for (const probability of [0.5, 0.9]) {
      const difference = Math.log(quantile(a.seconds, probability) / quantile(b.seconds, probability));
      expect(Math.abs(difference)).toBeLessThan(0.03 + 2.5 / Math.sqrt(b.seconds.length));
    }
  });

  test('calls as often as the description says', () => {
    for (const [at, { callsPerRequest }] of edgesOf(system).entries()) {
      const calls = factsIn(recorded, expected[at] ?? '').seconds.length;
      const ratio = calls / factsIn(recorded, clientEdge).seconds.length;
      expect(Math.abs(ratio - callsPerRequest)).toBeLessThan(0.03);
    }
  });

  test('keeps the volume of an hour of the week from one part to the other, by day and by night', () => {
    const perTrace = documents.length / factsIn(lastDay, clientEdge).seconds.length;
    for (const hour of [2, 11, 15]) {
      const lastDayMidnight = LIVE_START - DAY - 10 * 3600;
      const at = (window: number) => (LIVE_START - DAY + window * 300 - lastDayMidnight) / 3600;
      const inDay = batches.filter((_, window) => Math.floor(at(window)) % 24 === hour);
      const weekdays = windows.filter(({ StartTime }) => {
        const date = new Date(StartTime * 1000);
        return date.getUTCHours() === hour && ![0, 6].includes(date.getUTCDay());
      });
      const past = factsIn(factsOfWindows(weekdays), clientEdge).seconds.length / weekdays.length;
      const present = inDay.flat().length / perTrace / inDay.length;
      expect(Math.abs(present / past - 1)).toBeLessThan(0.25);
    }
  });

  test('has counts that vary more than Poisson counts and less than wildly', () => {
    const counts = windows
      .filter(({ StartTime }) => new Date(StartTime * 1000).getUTCHours() === 13)
      .filter(({ StartTime }) => ![0, 6].includes(new Date(StartTime * 1000).getUTCDay()))
      .map((window) => factsIn(factsOfWindows([window]), clientEdge).seconds.length);
    const mean = counts.reduce((sum, count) => sum + count, 0) / counts.length;
    const variance = counts.reduce((sum, count) => sum + (count - mean) ** 2, 0) / (counts.length - 1);
    expect(mean).toBeGreaterThan(35);
    expect(variance / mean).toBeGreaterThan(1.4);
    expect(variance / mean).toBeLessThan(5);
  });

  test('has totals that add up as those of X-Ray do', () => {
    for (const { Services } of windows) {
      for (const service of Services as unknown as GraphService[]) {
        for (const part of [service, ...service.Edges]) {
          if (!part.SummaryStatistics) continue;
          const { OkCount, ErrorStatistics: error, FaultStatistics, TotalCount } = part.SummaryStatistics;
          const histogram = part.ResponseTimeHistogram ?? [];
          if (
            OkCount + error.TotalCount + FaultStatistics.TotalCount !== TotalCount ||
            error.ThrottleCount + error.OtherCount !== error.TotalCount ||
            histogram.reduce((sum, { Count }) => sum + Count, 0) !== TotalCount
          ) {
            throw new Error(`the numbers of ${service.Name} do not add up: ${JSON.stringify(part)}`);
          }
        }
      }
    }
  });

  test.each([
    ['slow night', 'payments|AWS::ECS::Container > orders@db.internal|Database::SQL'],
    ['deploy', 'list-orders|AWS::Lambda > list-orders|AWS::Lambda::Function'],
  ])('remembers the %s as a mild slowness that passed', (name, edge) => {
    const episode = episodes.find((candidate) => candidate.name === name);
    const within = windows.filter(
      ({ StartTime }) => episode && StartTime >= episode.start && StartTime < episode.end,
    );
    const slow = quantile(factsIn(factsOfWindows(within), edge).seconds, 0.5);
    const usual = quantile(factsIn(recorded, edge).seconds, 0.5);
    expect(slow / usual).toBeGreaterThan(1.08);
    expect(slow / usual).toBeLessThan(1.8);
  });

  test('puts every segment and subsegment within its parent, ids being unique', () => {
    const spans = new Map<string, { start_time: number; end_time: number }>();
    for (const batch of batches) {
      for (const text of batch) {
        const segment = JSON.parse(text);
        const parent = segment.parent_id === undefined ? segment : spans.get(segment.parent_id);
        for (const [child, around] of [
          [segment, parent],
          ...(segment.subsegments ?? []).map((part: unknown) => [part, segment]),
        ]) {
          if (
            spans.has(child.id) ||
            child.start_time < around.start_time ||
            child.end_time > around.end_time
          ) {
            throw new Error(`misplaced: ${JSON.stringify(child)}`);
          }
          spans.set(child.id, child);
        }
      }
    }
    expect(spans.size).toBeGreaterThan(documents.length);
  });
});

function factsIn(facts: Facts, edge: string): EdgeFacts {
  const found = facts.get(edge);
  if (!found) throw new Error(`no edge ${edge}`);
  return found;
}

/** Two counts out of totals are alike when they differ by less than 4.5 standard errors. */
function expectAlikeShares([a, ofA]: [number, number], [b, ofB]: [number, number]): void {
  const pooled = (a + b) / (ofA + ofB);
  const deviation = Math.sqrt(Math.max(pooled * (1 - pooled), 1 / ofB) * (1 / ofA + 1 / ofB));
  expect(Math.abs(a / ofA - b / ofB)).toBeLessThan(4.5 * deviation + 1e-9);
}
