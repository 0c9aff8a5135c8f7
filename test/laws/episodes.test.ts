import fc from 'fast-check';
import type { Transition } from '../../analysis/model/finding';
import { run, type Stride } from './drive';
import { plans } from './history';

/** The status of every key as the transitions tell it; throws where a key begins while another episode is open. */
function follow(strides: readonly Stride[]): Map<string, Transition> {
  const newest = new Map<string, Transition>();
  for (const transition of strides.flatMap(({ record }) => record.transitions)) {
    const former = newest.get(transition.key);
    const open = former !== undefined && former.status !== 'resolved';
    if (open && former.id !== transition.id)
      throw new Error(
        `${transition.type} ${transition.key} begins ${transition.id} while ${former.id} is open`,
      );
    if (!open && former?.id === transition.id) throw new Error(`${transition.id} goes on after its end`);
    newest.set(transition.key, transition);
  }
  return newest;
}

const order = { pending: 0, firing: 1, resolved: 2 } as const;

describe('Law 6: a new episode of a key', () => {
  test('needs the former one resolved, for findings and for incidents', () => {
    fc.assert(
      fc.property(plans(40), (plan) => {
        const strides = run(plan);
        const open = strides.at(-1)?.after.open;
        const told = [...follow(strides).values()].filter(({ status }) => status !== 'resolved');
        expect(told.map(({ id }) => id).sort()).toEqual(
          [...(open?.findings ?? []), ...(open?.incidents ?? [])].map(({ id }) => id).sort(),
        );
      }),
      { numRuns: 60 },
    );
  });

  test('goes pending, firing, resolved and never back, with a revision that never falls', () => {
    fc.assert(
      fc.property(plans(), (plan) => {
        const newest = new Map<string, Transition>();
        for (const transition of run(plan).flatMap(({ record }) => record.transitions)) {
          const former = newest.get(transition.id);
          if (former) {
            expect(order[transition.status]).toBeGreaterThanOrEqual(order[former.status]);
            expect(transition.revision).toBeGreaterThanOrEqual(former.revision);
            expect(`${transition.status} ${transition.revision}`).not.toBe(
              `${former.status} ${former.revision}`,
            );
          }
          newest.set(transition.id, transition);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('belongs to exactly one open incident while it fires, and an incident ends with its last finding', () => {
    fc.assert(
      fc.property(plans(), (plan) => {
        for (const { after } of run(plan)) {
          const { findings, incidents } = after.open;
          const firing = findings.filter(({ status }) => status === 'firing');
          for (const f of firing) {
            const holding = incidents.filter((incident) => incident.findings.includes(f.id));
            expect(holding.map(({ id }) => id)).toEqual([f.incidentId]);
          }
          for (const incident of incidents) {
            expect(incident.status).toBe('firing');
            expect(firing.some((f) => f.incidentId === incident.id)).toBe(true);
          }
        }
      }),
      { numRuns: 20 },
    );
  });
});
