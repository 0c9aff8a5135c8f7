import fc from 'fast-check';
import { downstreamOf, reachOf, topologyOf, upstreamOf } from '../../../analysis/incident/topology';

// client -> a -> b -> c, a -> d
const subjects = ['x|client|>a||', 'a||>b||', 'b||>c||', 'a||>d||', 'a||', 'b||', 'c||', 'd||'];
const topology = topologyOf(subjects);
const families = (kind: Parameters<typeof reachOf>[0]['kind'], subject: string) =>
  Object.fromEntries(
    [...reachOf({ kind, subject }, topology).subjects].map(([key, set]) => [key, [...set].sort().join(' ')]),
  );

describe('The topology', () => {
  test('knows who is above and below, over any distance', () => {
    expect([...upstreamOf('c||', topology)].sort()).toEqual(['a||', 'b||', 'c||', 'x|client|']);
    expect([...downstreamOf('a||', topology)].sort()).toEqual(['a||', 'b||', 'c||', 'd||']);
  });

  test('ends in a circle of calls', () => {
    const circle = topologyOf(['a||>b||', 'b||>a||']);
    expect([...upstreamOf('a||', circle)].sort()).toEqual(['a||', 'b||']);
  });

  test('has above exactly those that have it below', () => {
    const name = fc.constantFrom('a||', 'b||', 'c||', 'd||', 'e||');
    fc.assert(
      fc.property(fc.array(fc.tuple(name, name)), name, name, (edges, one, other) => {
        const any = topologyOf(edges.map(([source, target]) => `${source}>${target}`));
        expect(upstreamOf(one, any).has(other)).toBe(downstreamOf(other, any).has(one));
      }),
    );
  });
});

describe('A finding explains', () => {
  test('of latency: slowness and failure above, thinner traffic and fewer calls per request below', () => {
    expect(families('latency', 'a||>b||')).toEqual({
      'x|client|>a||': 'fanOut latency outcomes shape',
      'a||>b||': 'fanOut latency outcomes shape',
      'a||': 'fanOut latency outcomes shape',
      'b||': 'fanOut latency outcomes presence shape volume',
      'b||>c||': 'fanOut presence volume',
      'c||': 'fanOut presence volume',
    });
  });

  test('of the request rate: traffic below', () => {
    expect(families('request-rate', 'a||>b||')).toEqual({
      'a||>b||': 'presence volume',
      'b||': 'presence volume',
      'b||>c||': 'presence volume',
      'c||': 'presence volume',
    });
  });

  test('of calls per request: its own traffic and the traffic below', () => {
    expect(families('fan-out', 'a||>b||')).toEqual({
      'a||>b||': 'fanOut presence volume',
      'b||': 'presence volume',
      'b||>c||': 'presence volume',
      'c||': 'presence volume',
    });
  });

  test('of a new edge: a slower caller and whatever lies below', () => {
    expect(families('new-edge', 'b||>c||')).toEqual({
      'x|client|>a||': 'fanOut latency outcomes shape',
      'a||>b||': 'fanOut latency outcomes shape',
      'a||': 'fanOut latency outcomes shape',
      'b||': 'fanOut latency outcomes shape',
      'b||>c||': 'presence',
      'c||': 'presence volume',
    });
  });
});
