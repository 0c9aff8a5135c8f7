import { setTimeout as wait } from 'node:timers/promises';
import { quantile } from 'simple-statistics';
import { LIVE_START } from '../../demo/clock';
import { simulateTrace } from '../../demo/generator/simulate';
import { WindowGraph } from '../../demo/generator/window-graph';
import { incidentNames } from '../../demo/incidents';
import { randomStream } from '../../demo/random';
import { sampledPerSecond } from '../../demo/rhythm';
import { system } from '../../demo/system';
import { type EdgeFacts, type Facts, factsOfWindows } from './aggregate';
import { type LiveWorld, startLiveWorld } from './live-world';
import type { TraceDocument } from './local-x-ray';

const toPartner = 'payments|AWS::ECS::Container > partner.example.com|remote';
const toPaste = 'create-order|AWS::Lambda::Function > paste.example.net|remote';
const toKeys = 'orders-authorizer|AWS::Lambda::Function > api-keys|AWS::DynamoDB::Table';
const toAuthorizer = 'orders-api/prod|AWS::ApiGateway::Stage > orders-authorizer|AWS::Lambda';
const clientEdge = 'orders-api/prod|client > orders-api/prod|AWS::ApiGateway::Stage';

/** A busy machine may stop a process between two looks at the clock; mapped time would be off by minutes. Seconds. */
const mostSlip = 0.25;

describe('the live system', () => {
  const described = simulatedFacts();
  let world: LiveWorld;

  beforeAll(async () => {
    world = await startLiveWorld();
  });

  afterAll(() => world.close());

  test('shows exactly the edges of the description to a real X-Ray client', async () => {
    const edges = [...described.keys()].sort();
    let seen: Facts = new Map();
    for (let tries = 0; tries < 40 && seen.size < edges.length; tries++) {
      await wait(1000);
      seen = await world.graph(LIVE_START, world.clock.now());
    }
    expect([...seen.keys()].sort()).toEqual(edges);
    expect(world.refusals).toEqual([]);
  });

  test('takes the time the description says, on every edge that is called often', async () => {
    for (let tries = 0; tries < 20 && world.live.sent() < 250; tries++) await wait(500);
    const seen = await world.graph(LIVE_START, world.clock.now());
    const often = [...seen].filter(([, { seconds }]) => seconds.length >= 50);
    expect(often.length).toBeGreaterThanOrEqual(10);
    for (const [edge, { seconds }] of often) {
      const factor = quantile(seconds, 0.5) / quantile(factsIn(described, edge).seconds, 0.5);
      expect([edge, factor > 0.75 && factor < 2]).toEqual([edge, true]);
    }
  });

  test('is asked as often as the rhythm of the week says', async () => {
    const [start, end] = [LIVE_START, world.clock.now()];
    let expected = 0;
    for (let at = start; at < end; at++) expected += sampledPerSecond(11, at) * Math.min(1, end - at);
    expect(Math.abs(world.live.sent() - expected)).toBeLessThan(4.5 * Math.sqrt(expected) + 5);
  });

  test('keeps real durations in mapped time: every part of a trace lies within its parent', async () => {
    const now = world.clock.now();
    const traces = await world.documents(now - 700, now - 400);
    const spans = traces.map(
      (documents) => new Map(documents.flatMap(spansOf).map((span) => [span.id, span])),
    );
    let checked = 0;
    let inside = 0;
    for (const trace of spans) {
      for (const span of trace.values()) {
        if (span.parent_id === undefined || span.inferred) continue;
        const parent = trace.get(span.parent_id);
        if (parent === undefined) throw new Error(`no parent: ${JSON.stringify(span)}`);
        const outside = Math.max(parent.start_time - span.start_time, span.end_time - parent.end_time);
        expect([span, outside < mostSlip]).toEqual([span, true]);
        if (outside < 0.003) inside++;
        checked++;
      }
    }
    expect(checked).toBeGreaterThan(50);
    expect(inside / checked).toBeGreaterThan(0.9);
  });

  test('changes in each incident just what the incident is about, and recovers', async () => {
    for (const name of incidentNames) await world.live.set(name, true);
    const during = await graphOfSeconds(world, 5);
    for (const name of incidentNames) await world.live.set(name, false);
    const after = await graphOfSeconds(world, 4);
    const usual = quantile(factsIn(described, toPartner).seconds, 0.5);

    expect(during.get(toPaste)?.seconds.length).toBeGreaterThan(3);
    expect(after.has(toPaste)).toBe(false);

    expect(quantile(factsIn(during, toPartner).seconds, 0.5) / usual).toBeGreaterThan(3);
    expect(quantile(factsIn(after, toPartner).seconds, 0.5) / usual).toBeLessThan(1.8);

    expect(during.has(toKeys)).toBe(false);
    expect(factsIn(during, toAuthorizer).fault).toBe(0);
    expect(factsIn(during, clientEdge).ok).toBeGreaterThan(20);
    expect(after.get(toKeys)?.seconds.length).toBeGreaterThan(20);
  });
});

/** What GetServiceGraph says of the next so many real seconds, once requests begun before have ended. */
async function graphOfSeconds(world: LiveWorld, seconds: number): Promise<Facts> {
  await wait(2500);
  const start = world.clock.now();
  await wait(seconds * 1000);
  const end = world.clock.now();
  return world.graph(start, end);
}

/** What the generator makes of the same system. */
function simulatedFacts(): Facts {
  const random = randomStream(1, 'expected');
  const graph = new WindowGraph();
  for (let trace = 0; trace < 10_000; trace++) graph.add(simulateTrace(random, system, LIVE_START + trace));
  return factsOfWindows([graph.toWindow(LIVE_START, LIVE_START + 10_000)]);
}

function spansOf(document: TraceDocument): TraceDocument[] {
  const nested = (document.subsegments ?? []).map((part) => ({ ...part, parent_id: document.id }));
  return [document, ...nested.flatMap(spansOf)];
}

function factsIn(facts: Facts, edge: string): EdgeFacts {
  const found = facts.get(edge);
  if (!found) throw new Error(`no edge ${edge}`);
  return found;
}
