import { type IncidentName, incidentNames, isIncidentName, systemDuring } from '../../demo/incidents';
import { system } from '../../demo/system';
import { edgesOf } from '../../demo/system/edges';
import { nodeIds } from '../../demo/system/nodes';

const edgesDuring = (...active: IncidentName[]) =>
  edgesOf(systemDuring(system, new Set(active))).map(({ source, target }) => `${source}>${target}`);

test('the system in its norm has sixteen edges between every node but the paste host', () => {
  const edges = edgesOf(system);
  expect(edges).toHaveLength(16);
  const reached = new Set(edges.flatMap(({ source, target }) => [source, target]));
  expect(nodeIds.filter((id) => !reached.has(id))).toEqual(['paste']);
});

test('exfiltration adds one edge and changes nothing else', () => {
  expect(edgesDuring('exfiltration').toSorted()).toEqual([...edgesDuring(), 'createOrder>paste'].toSorted());
});

test('a stale cache takes the edge from the authorizer to the table of keys away', () => {
  expect(edgesDuring('staleCache')).toEqual(edgesDuring().filter((edge) => edge !== 'authorizer>apiKeys'));
});

test('a slow partner takes five times as long and is called as often as before', () => {
  const slow = systemDuring(system, new Set<IncidentName>(['slowPartner']));
  expect(edgesOf(slow)).toEqual(edgesOf(system));
  const medianOf = ({ services }: typeof system) =>
    services.payments.calls.map((call) => (call.kind === 'dependency' ? call.latency.medianSeconds : 0));
  const [usual = 0] = medianOf(system);
  expect(medianOf(slow)[0]).toBeCloseTo(5 * usual);
  expect(medianOf(slow)[1]).toBe(medianOf(system)[1]);
});

test('incidents leave the description itself alone, and all may happen at once', () => {
  const before = JSON.stringify(system);
  expect(edgesDuring(...incidentNames)).toContain('createOrder>paste');
  expect(JSON.stringify(system)).toBe(before);
});

test('only the three names are names of incidents', () => {
  expect(incidentNames.every(isIncidentName)).toBe(true);
  expect([isIncidentName('flood'), isIncidentName(3), isIncidentName(undefined)]).toEqual([
    false,
    false,
    false,
  ]);
});
