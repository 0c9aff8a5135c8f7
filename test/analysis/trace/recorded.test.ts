import { readFileSync } from 'node:fs';
import { keepShape } from '../../../analysis/baseline/shapes/keep';
import { sampledBy } from '../../../analysis/baseline/shapes/sampled';
import { unseenShapes } from '../../../analysis/baseline/shapes/unseen';
import type { EntryShapes } from '../../../analysis/model/trace-shape';
import { readSummaries } from '../../../analysis/trace/summaries';
import { awsSample, describeWithRecordings, recording } from '../../support/recordings';

const nothing: EntryShapes = { since: 0, taught: true, windows: 0, traces: 0, beyond: 0, shapes: [] };

describeWithRecordings('Trace summaries of a real system', () => {
  const file = () =>
    JSON.parse(readFileSync(recording('traces-trainticket', 'trace-summaries.json'), 'utf8'));

  test('give the shapes that were counted by hand: one entry point, thirteen sets, none refused', () => {
    const { TraceSummaries: summaries } = file();
    const { traces, rejects } = readSummaries(summaries, []);
    expect(rejects).toEqual([]);
    if (traces.status !== 'read') throw new Error('they were read');
    expect(traces).toMatchObject({ scanned: 71, partial: 0, withoutEntry: 0 });
    const [[entry, shapes] = []] = [...sampledBy(traces)];
    expect(entry).toBe('ts-gateway-service|AWS::EKS::Container|');
    expect(shapes?.map((shape) => shape.traces).sort((a, b) => b - a)).toEqual([
      22, 8, 8, 8, 6, 6, 5, 3, 1, 1, 1, 1, 1,
    ]);
  });

  test('leave seven shapes that no other covers, three of them seen once: one trace in twenty-four would be new', () => {
    const { traces } = readSummaries(file().TraceSummaries, []);
    if (traces.status !== 'read') throw new Error('they were read');
    const [[, shapes = []] = []] = [...sampledBy(traces)];
    const known = shapes.reduce((all, shape) => keepShape(all, { ...shape, at: 0, learns: true }), nothing);
    expect(known.shapes.map((shape) => shape.traces).sort((a, b) => b - a)).toEqual([8, 8, 6, 5, 1, 1, 1]);
    expect(unseenShapes(known)).toMatchObject({ traces: 71, once: 3, mass: 3 / 71 });
  });

  test('of the documentation, which name neither entry point nor services, are counted and not used', () => {
    const { TraceSummaries: summaries } = awsSample('trace-summaries-xray-api-gettingdata-5.json');
    const { traces, rejects } = readSummaries(summaries, []);
    expect(traces).toMatchObject({ shapes: [], withoutEntry: summaries.length });
    expect(rejects).toEqual([]);
  });
});
