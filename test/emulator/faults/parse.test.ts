import fc from 'fast-check';
import { Faults } from '../../../emulator/faults/faults';
import { parsePlan } from '../../../emulator/faults/parse';
import type { Fault } from '../../../emulator/faults/plan';
import { createXRayLocal } from '../../../emulator/server';
import { anyPlan } from './support/plans';

const one = (fault: unknown) => ({ faults: [fault] });
const error = { kind: 'error', error: 'throttle' };

describe('a wrong plan is refused with member, value and what is allowed', () => {
  test.each<[string, unknown, RegExp]>([
    ['no object', [], /^the plan is \[\]; allowed: an object with seed, faults$/],
    ['no faults', {}, /^faults is missing; allowed: a list of faults$/],
    ['faults that are no list', { faults: 'all' }, /^faults is "all"; allowed/],
    ['a seed with a fraction', { seed: 0.5, faults: [] }, /^seed is 0.5; allowed: a whole number$/],
    ['an unknown member', { faults: [], sead: 1 }, /^sead is no member; allowed: seed, faults$/],
    ['a fault that is no object', one(null), /^faults\[0\] is null; allowed: an object with a kind$/],
    ['no kind', one({}), /^faults\[0\]\.kind is missing; allowed: error, script, latency/],
    ['an unknown kind', one({ kind: 'toString' }), /^faults\[0\]\.kind is "toString"; allowed: error/],
    ['no error', one({ kind: 'error' }), /^faults\[0\]\.error is missing; allowed: throttle, internal/],
    ['an unknown error', one({ kind: 'error', error: 'slow' }), /error is "slow"; allowed: throttle/],
    [
      'an error of status 200',
      one({ kind: 'error', error: { code: 'a', status: 200, message: 'b' } }),
      /200/,
    ],
    ['a rate over one', one({ ...error, rate: 1.5 }), /rate is 1.5; allowed: a number from 0 to 1$/],
    ['no times', one({ ...error, times: 0 }), /times is 0; allowed: a whole number from 1$/],
    ['a page 0', one({ ...error, fromPage: 0 }), /fromPage is 0/],
    [
      'an unknown operation',
      one({ ...error, operations: ['Get'] }),
      /operations is \["Get"\]; allowed.*GetGroups/,
    ],
    ['no operation', one({ ...error, operations: [] }), /operations is \[\]/],
    [
      'a member of another kind',
      one({ ...error, steps: ['ok'] }),
      /steps is no member; allowed: error, oper/,
    ],
    ['an empty script', one({ kind: 'script', steps: [] }), /steps is \[\]; allowed: a list of ok, throttle/],
    ['an unknown step', one({ kind: 'script', steps: ['ok', 'no'] }), /steps is \["ok","no"\]/],
    ['a range backwards', one({ kind: 'latency', milliseconds: [2, 1] }), /milliseconds is \[2,1\]/],
    ['less than no delay', one({ kind: 'latency', milliseconds: -1 }), /milliseconds is -1/],
    ['a late past', one({ kind: 'late', seconds: -1 }), /seconds is -1; allowed: a number of seconds from 0/],
    [
      'a clock elsewhere',
      one({ kind: 'clockSkew', seconds: 1, in: 'me' }),
      /in is "me"; allowed: operations, /,
    ],
  ])('%s', (_, plan, message) => {
    expect(() => parsePlan(plan)).toThrow(expect.objectContaining({ code: 'InvalidFaultPlan', status: 400 }));
    expect(() => parsePlan(plan)).toThrow(message);
  });

  test('every mistake is named at once, and a long value is cut', () => {
    const plan = {
      seed: 'x'.repeat(1000),
      faults: [{ kind: 'late' }, error, { kind: 'late', seconds: 'b' }],
    };
    expect(() => parsePlan(plan)).toThrow(
      /^seed is "x{199}\.\.\.; .*\nfaults\[0\]\.seconds is missing.*\nfaults\[2\]\.seconds is "b".*$/,
    );
  });

  test('also where X-Ray Local is made', () => {
    const faults = one({ kind: 'late' }) as unknown as { faults: readonly Fault[] };
    expect(() => createXRayLocal({ faults })).toThrow('faults[0].seconds is missing');
  });
});

test('every well-formed plan is taken as it is, over JSON too, and reported so that it can be sent again', () => {
  fc.assert(
    fc.property(anyPlan, (plan) => {
      const parsed = parsePlan(JSON.parse(JSON.stringify(plan)));
      expect(parsed).toEqual(plan);
      expect(new Faults(parsed).report().plan).toEqual({ seed: 0, ...plan });
    }),
  );
});
