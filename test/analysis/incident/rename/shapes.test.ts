import { assess } from '../../../../analysis/detect/assess';
import { decodeGraph } from '../../../../analysis/graph/decode';
import { withRenames } from '../../../../analysis/incident/rename/renames';
import type { NewShape } from '../../../../analysis/model/trace-shape';
import { observe } from '../../../../analysis/observe';
import { origin, unfading } from '../../../laws/drive';
import { randomFrom } from '../../../laws/random';
import { assessment } from '../../support/finding';
import { type Link, LinkLine, pageOf } from '../../support/links';

const shop = (table: string): Link[] => [
  ['web|client|', 'web|AWS::ECS::Fargate|', 50],
  ['web|AWS::ECS::Fargate|', `${table}|AWS::DynamoDB::Table|`, 50, 0.02],
];
const shape = (service: string): NewShape => ({
  service,
  services: [service, 'web|AWS::ECS::Fargate|'],
  traces: 9,
  sampled: 95,
  before: 4_000,
  earlier: 0,
  unseenMass: 0.001,
  examples: [],
});
const renamed = shape('orders-v2|AWS::DynamoDB::Table|');
const strange = shape('archive|AWS::S3::Bucket|');

describe('A new trace shape', () => {
  const { state } = new LinkLine().settle(60, shop('orders'));
  const window = { start: origin + 60 * 300, end: origin + 61 * 300 };
  const read = { window, kind: 'settlement', lagSeconds: 180 } as const;
  const shapesAfter = (table: string, shapes: readonly NewShape[], learning = false) => {
    const observations = observe(decodeGraph([pageOf(shop(table), randomFrom(5))], window).graph);
    const phase = { learning: false, teaches: true, byItself: false, rebasing: false, decisions: [] };
    const reading = { read, observations, seenEarlier: new Set<string>(), phase };
    const graph = assess(reading, state.baseline, unfading);
    const asked = assessment('new-shape', 'web|AWS::ECS::Fargate|', { shapes });
    const shown = {
      learning,
      assessments: [...graph, asked],
      observations,
      baseline: state.baseline,
      read,
      settings: unfading,
    };
    const { assessments } = withRenames(shown, []);
    expect(assessments).toHaveLength(shown.assessments.length);
    return assessments.find(({ signal }) => signal === 'traceShape');
  };

  test('that only the new name makes is none', () => {
    expect(shapesAfter('orders-v2', [renamed])).toMatchObject({ verdict: 'normal' });
  });

  test('beside it stays', () => {
    expect(shapesAfter('orders-v2', [renamed, strange])).toMatchObject({
      verdict: 'anomalous',
      shapes: [strange],
    });
  });

  test('stays in a window that only teaches', () => {
    expect(shapesAfter('orders-v2', [renamed], true)).toMatchObject({ verdict: 'anomalous' });
  });

  test('stays where nothing was renamed', () => {
    expect(shapesAfter('orders', [renamed])).toMatchObject({ verdict: 'anomalous', shapes: [renamed] });
  });
});
