import { MOST_CAUSES } from '../../../emulator/traces/root-causes/failures';
import { LONGEST_PATH } from '../../../emulator/traces/root-causes/path';
import { rootCausesOf } from '../../../emulator/traces/root-causes/root-causes';
import { opened, sketchOf } from '../support/causes';
import { alone, type Raw, segment, spanId, subsegment, toHost, toTable } from '../support/documents';

const fault = { fault: true };
const error = { error: true };
const web = (more: Raw, ...subsegments: Raw[]) => segment(1, 'web', [0, 9], { ...more, subsegments });
const table = (n: number, more: Raw = {}) =>
  subsegment(n, 'DynamoDB', [n, n + 0.5], { ...toTable('orders'), ...more });
const call = (n: number, more: Raw = {}) =>
  subsegment(n, 'pay.internal', [n, n + 0.5], { ...toHost('pay.internal'), ...more });
const pay = (parent: number, more: Raw = {}) =>
  segment(20, 'pay', [3, 4], { parent_id: spanId(parent), ...more });
const openDocument = (raw: Raw) => ({ ...raw, end_time: undefined, in_progress: true });

describe('fault root causes', () => {
  test.each<[string, Raw[], string[]]>([
    ['nothing failed', [web({}, table(2))], []],
    ['an error is no fault', [web(error, table(2, error))], []],
    ['the entry point alone', [web(fault, table(2))], ['web[web] !']],
    ['a status of 5xx is a fault', [web({ http: { response: { status: 503 } } })], ['web[web] !']],
    [
      'an inferred table, passed on to the client',
      [web(fault, table(2, fault))],
      ['web[web, DynamoDB*] -> orders?[DynamoDB] !'],
    ],
    ['an inferred table, handled', [web({}, table(2, fault))], ['web[web, DynamoDB*] -> orders?[DynamoDB]']],
    [
      'passed on by a subsegment that does not say so',
      [web(fault, subsegment(2, '## work', [2, 3], { subsegments: [table(3, fault)] }))],
      ['web[web, ## work, DynamoDB*] -> orders?[DynamoDB] !'],
    ],
    [
      'the callee itself',
      [web(fault, call(3, fault)), pay(3, fault)],
      ['web[web, pay.internal*] -> pay[pay] !'],
    ],
    [
      'the call, where the callee went well',
      [web(fault, call(3, fault)), pay(3)],
      ['web[web, pay.internal*] !'],
    ],
    [
      'a callee that is still awaited is not inferred',
      [web({}, call(3, { ...fault, http: { request: { url: 'http://pay.internal', traced: true } } }))],
      ['web[web, pay.internal*]'],
    ],
    [
      'several independent branches, by start',
      [web(fault, table(5, fault), call(3, fault)), pay(3, fault)],
      ['web[web, pay.internal*] -> pay[pay] !', 'web[web, DynamoDB*] -> orders?[DynamoDB] !'],
    ],
    [
      'two segments of one Lambda function',
      [
        segment(1, 'fn', [0, 9], { origin: 'AWS::Lambda' }),
        segment(2, 'fn', [1, 9], { origin: 'AWS::Lambda::Function', parent_id: spanId(1), ...fault }),
      ],
      ['fn[fn] -> fn[fn]'],
    ],
    [
      'a subsegment sent alone',
      [web(fault), { ...table(2, fault), ...alone(1) }],
      ['web[web, DynamoDB*] -> orders?[DynamoDB] !'],
    ],
    ['a subsegment whose segment has not arrived waits', [web({}), { ...table(2, fault), ...alone(15) }], []],
    ['a segment whose caller has not arrived stands by itself', [web({}), pay(15, fault)], ['pay[pay]']],
    ['an entry point whose caller has not arrived', [pay(15, fault)], ['pay[pay] !']],
    ['an entry point in progress', [openDocument(web(fault))], ['web[web] !']],
    [
      'a ring of segments ends',
      [web({ ...fault, parent_id: spanId(20) }), pay(1, fault)],
      ['web[web] -> pay[pay] !'],
    ],
    ['a segment that is its own parent', [web({ ...fault, parent_id: spanId(1) })], ['web[web] !']],
  ])('%s', (_, documents, expected) => {
    expect(rootCausesOf(opened(...documents)).fault.map(sketchOf)).toEqual(expected);
  });
});

describe('error root causes', () => {
  test.each<[string, Raw[], string[]]>([
    ['a fault is no error', [web(fault, table(2, fault))], []],
    [
      'a rejected call',
      [web(error, call(3, error)), pay(3, error)],
      ['web[web, pay.internal*] -> pay[pay] !'],
    ],
    [
      'throttling is an error',
      [web(error, table(2, { throttle: true }))],
      ['web[web, DynamoDB*] -> orders?[DynamoDB] !'],
    ],
    [
      'an error that became a fault further up does not reach the client',
      [web(fault, table(2, error))],
      ['web[web, DynamoDB*] -> orders?[DynamoDB]'],
    ],
  ])('%s', (_, documents, expected) => {
    expect(rootCausesOf(opened(...documents)).error.map(sketchOf)).toEqual(expected);
  });
});

describe('exceptions of a root cause', () => {
  const thrown = { id: spanId(99), type: 'Timeout', message: 'no answer' };
  const exceptionsOf = (...documents: Raw[]) =>
    rootCausesOf(opened(...documents)).fault.map((cause) =>
      cause.Services.flatMap((service) => service.EntityPath.map((entity) => entity.Exceptions)),
    );
  const written = [{ Name: 'Timeout', Message: 'no answer' }];

  test.each<[string, Raw, unknown[]]>([
    ['a list', { exceptions: [thrown, { type: 'Other' }] }, [...written, { Name: 'Other' }]],
    ['an empty object', {}, []],
    ['a list of what are no exceptions', { exceptions: ['Timeout', null] }, []],
  ])('come from the cause: %s', (_, cause, expected) => {
    expect(exceptionsOf(web({ ...fault, cause }))).toEqual([[expected]]);
  });

  test('may be given by the id of one that another segment lists', () => {
    const called = call(3, { ...fault, cause: spanId(99) });
    expect(exceptionsOf(web(fault, called), pay(3, { ...fault, cause: { exceptions: [thrown] } }))).toEqual([
      [[], written, written],
    ]);
  });

  test('are none where nobody lists that id', () => {
    expect(exceptionsOf(web({ ...fault, cause: spanId(99) }))).toEqual([[[]]]);
  });
});

describe('limits', () => {
  test('of many causes the earliest are named', () => {
    const failed = Array.from({ length: MOST_CAUSES + 5 }, (_, n) =>
      subsegment(100 + n, `work ${n}`, [n / 10, 9], fault),
    );
    const causes = rootCausesOf(opened(web(fault, ...failed.toReversed()))).fault;
    expect(causes.map(sketchOf)).toEqual(
      failed.slice(0, MOST_CAUSES).map((one) => `web[web, ${one.name}] !`),
    );
  });

  test('of a long chain of segments the deepest are named, in time', () => {
    const chain = Array.from({ length: 2_000 }, (_, n) =>
      segment(n + 1, `s${n}`, [0, 1], { ...fault, ...(n === 0 ? {} : { parent_id: spanId(n) }) }),
    );
    const [cause, ...others] = rootCausesOf(opened(...chain)).fault;
    expect(others).toEqual([]);
    expect(cause?.ClientImpacting).toBe(true);
    expect(cause?.Services).toHaveLength(LONGEST_PATH);
    expect(cause?.Services.at(-1)?.Name).toBe('s1999');
  });
});
