import fc from 'fast-check';
import { silenceToReport } from '../../../../analysis/detect/power/silence';
import { standpoints } from '../../../../analysis/detect/power/standpoint';
import { decodeGraph } from '../../../../analysis/graph/decode';
import { newLine } from '../../../../analysis/line';
import { settings as shortened, stride } from '../../../laws/drive';
import { poissonFrom, randomFrom } from '../../../laws/random';
import { statisticsOf } from '../../../laws/xray';

const settings = { ...shortened, presenceLagsSeconds: [], bootstrapSeconds: 60 * 300, halfLifeSeconds: 1e12 };
const subject = 'b|remote|>c|remote|';
const start = 604_800 * 2_800;

/** A client calls b, and b calls c this often in a window; after `last` windows it never does. */
function run(seed: number, rate: number, last: number) {
  const random = randomFrom(seed);
  const calls = (count: number) => statisticsOf({ seconds: Array.from({ length: count }, () => 0.1) });
  let state = newLine('silence', start);
  const step = (number: number) => {
    const window = { start: start + number * 300, end: start + number * 300 + 300 };
    const inner = number < last ? poissonFrom(random, rate) : 0;
    const services = [
      { ReferenceId: 0, Name: 'client', Type: 'client', Edges: [{ ReferenceId: 1, ...calls(30) }] },
      {
        ReferenceId: 1,
        Name: 'b',
        Type: 'remote',
        Edges: inner > 0 ? [{ ReferenceId: 2, ...calls(inner) }] : [],
      },
      { ReferenceId: 2, Name: 'c', Type: 'remote', Edges: [] },
    ];
    const read = { window, kind: 'settlement', lagSeconds: 180 } as const;
    const taken = stride(
      state,
      { read, gap: false, decoded: decodeGraph([services], window, []) },
      { settings },
    );
    state = taken.after;
    return taken;
  };
  return { step, state: () => state };
}

describe('The silence after which a vanished edge is reported', () => {
  test('is the one after which the line reports it, or up to a fifth longer', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom(1, 4, 30), (seed, rate) => {
        const { step, state } = run(seed, rate, 90);
        for (let number = 0; number < 90; number += 1) step(number);
        const { baseline } = state();
        const known = baseline.known.get(subject);
        if (known === undefined) return;
        const at = standpoints(
          baseline,
          { start: start + 90 * 300, end: start + 91 * 300 },
          settings,
        )(subject);
        const promised = silenceToReport(at) ?? Number.POSITIVE_INFINITY;
        const already = baseline.settled - known.lastSettled;
        const reports = (transitions: readonly { type: string; kind?: string }[]) =>
          transitions.some((t) => t.type === 'finding' && t.kind === 'vanished-edge');
        let silent = already;
        for (let number = 90; number < 190; number += 1) {
          silent += 1;
          if (reports(step(number).record.transitions)) break;
        }
        const late = promised - silent;
        expect({ seed, rate, late, kept: late >= -1 && late <= Math.max(1, silent / 5) }).toMatchObject({
          kept: true,
        });
      }),
      { numRuns: 25 },
    );
  });
});
