import fc from 'fast-check';
import { step } from '../../analysis/line';
import type { Read } from '../../analysis/model/read';
import { bytes, isSettlement, lookAt, run, type Stride, settings, stride } from './drive';
import { plans } from './history';

/** All that is remembered, apart from how far the ledger and the reads have come. */
const memory = ({ after }: Stride): string => {
  const { watermark: _, ...baseline } = after.baseline;
  return bytes({ baseline, open: after.open });
};

const again = (read: Read, lagSeconds: number): Read => ({ ...read, kind: 'presence', lagSeconds });

describe('Law 4: replays of equal pages', () => {
  test('a step taken twice from the same state gives the same record and changes nothing of the state', () => {
    fc.assert(
      fc.property(plans(), (plan) => {
        for (const { before, look, record } of run(plan)) {
          const state = bytes(before);
          expect(bytes(step(before, look, [], settings).record)).toBe(bytes(record));
          expect(bytes(before)).toBe(state);
        }
      }),
      { numRuns: 8 },
    );
  });

  test('however many presence reads after the settlement change neither memory nor messages', () => {
    fc.assert(
      fc.property(plans(), fc.integer({ min: 1, max: 3 }), (plan, times) => {
        const all = run(plan);
        for (const settled of all.filter(isSettlement)) {
          const { look } = settled;
          if (look.gap) throw new Error('no gap was asked for');
          let last = settled;
          for (let i = 1; i <= times; i += 1) {
            last = stride(last.after, { ...look, read: again(look.read, look.read.lagSeconds + i) });
            expect(last.record.transitions).toEqual([]);
            expect(last.record.entries[0]?.observations).toEqual([]);
            expect(last.record.entries[0]?.lateCalls).toEqual([]);
            expect(memory(last)).toBe(memory(settled));
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  test('however many presence reads before the settlement are as one', () => {
    fc.assert(
      fc.property(plans(), fc.integer({ min: 1, max: 3 }), (plan, times) => {
        const early = ({ look }: Stride) =>
          look.read.kind === 'presence' && look.read.lagSeconds < settings.settleLagSeconds;
        for (const first of run(plan).filter(early)) {
          if (first.look.gap) throw new Error('no gap was asked for');
          let last = first;
          for (let i = 1; i <= times; i += 1) {
            last = stride(last.after, {
              ...first.look,
              read: again(first.look.read, first.look.read.lagSeconds + i),
            });
            expect(last.record.transitions).toEqual([]);
            expect(last.record.entries[0]?.observations).toEqual([]);
            expect(memory(last)).toBe(memory(first));
          }
        }
      }),
      { numRuns: 10 },
    );
  });

  test('a history whose late pages equal its settled ones alerts and learns as one without late reads', () => {
    fc.assert(
      fc.property(plans(), (drawn) => {
        const plan = { ...drawn, edges: drawn.edges.map((edge) => ({ ...edge, visibleAfter: 0 })) };
        const once = { ...settings, presenceLagsSeconds: [60] };
        const often = { ...settings, presenceLagsSeconds: [60, 240, 900, 1_800] };
        const told = (strides: readonly Stride[]) => strides.flatMap(({ record }) => record.transitions);
        const [a, b] = [run(plan, { settings: once }), run(plan, { settings: often })];
        expect(bytes(told(b))).toBe(bytes(told(a)));
        expect(b.at(-1)?.after.baseline.pooled).toEqual(a.at(-1)?.after.baseline.pooled);
      }),
      { numRuns: 10 },
    );
  });

  test('looking at a page again shows the same page', () => {
    fc.assert(
      fc.property(plans(4), (plan) => {
        for (const { look } of run(plan)) expect(lookAt(plan, look.read)).toEqual(look);
      }),
      { numRuns: 5 },
    );
  });
});
