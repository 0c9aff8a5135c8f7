import { messagesOf } from '../../../analysis/explain/messages';
import { decodeGraph } from '../../../analysis/graph/decode';
import { type LineState, newLine } from '../../../analysis/line';
import { parseSettings } from '../../../functions/settings';
import { origin, stride, unfading } from '../../laws/drive';
import { statisticsOf } from '../../laws/xray';

const settings = { ...parseSettings({}), ...unfading };

/** A caller whose calls of two services end as given, window after window. */
function heard(windows: number, fault: number, error = 0): string[] {
  let state: LineState = newLine('scope', origin);
  const told: string[] = [];
  const calls = { seconds: new Array<number>(20).fill(0.1) };
  const services = [
    {
      ReferenceId: 0,
      Name: 'shop',
      Type: 'client',
      State: 'unknown',
      Edges: [
        { ReferenceId: 1, ...statisticsOf({ ...calls, fault }) },
        { ReferenceId: 2, ...statisticsOf({ ...calls, error }) },
      ],
    },
    { ReferenceId: 1, Name: 'pay', Type: 'remote', State: 'unknown', Edges: [] },
    { ReferenceId: 2, Name: 'mail', Type: 'remote', State: 'unknown', Edges: [] },
  ];
  for (let i = 0; i < windows; i += 1) {
    const start = origin + i * settings.windowSeconds;
    const window = { start, end: start + settings.windowSeconds };
    const look = {
      read: { window, kind: 'settlement' as const, lagSeconds: 180 },
      gap: false as const,
      decoded: decodeGraph([services], window),
    };
    const { record, after } = stride(state, look, { settings });
    told.push(
      ...messagesOf(state, record, new Map(), settings)
        .filter(({ topic }) => topic === 'alerts')
        .map(({ subject, body }) => `${subject}\n\n${body}`),
    );
    state = after;
  }
  return told;
}

describe('What is chronic when watching begins', () => {
  test('is told once, as known, and is no incident', () => {
    const told = heard(40, 4, 12);
    expect(told).toHaveLength(1);
    expect(told[0]).toMatchSnapshot();
  });

  test('is not told while the scope learns', () => {
    expect(heard(10, 4)).toEqual([]);
  });

  test('is not told where failures are few, or errors not the rule', () => {
    expect(heard(40, 0, 8)).toEqual([]);
  });
});
