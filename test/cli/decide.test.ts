import { tracenorm } from './support/binary';
import { ago, type RecordedDay, recordedDay } from './support/recorded-day';

let day: RecordedDay;
let store: string;

/** Half an hour ago a day was learned; since twenty minutes ago there is a new edge, and ten minutes ago it was told. */
beforeAll(async () => {
  day = await recordedDay({ strange: 4 });
  store = day.store();
  await tracenorm(['backfill', '--days', '1', '--store', store], at(1_800));
  const { err } = await tracenorm(['watch', '--once', '--store', store], at(600));
  expect(err).toContain('[HIGH] New dependency: shop -> stranger (eu-west-1)');
});
afterAll(() => day.close());

const at = (seconds: number) => ({ ...day.environment, ...(seconds > 0 ? ago(seconds) : {}) });
const say = (args: readonly string[], seconds = 500) =>
  tracenorm([...args, '--store', store, '--reason', 'release 12'], at(seconds));

describe('Deciding on the command line', () => {
  test('names what is not there, suggests what is, and writes nothing', async () => {
    const { code, err } = await say(['approve', 'shop -> strange']);
    expect({ code, err }).toEqual({
      code: 2,
      err: "tracenorm: no call from 'shop' to 'strange' was ever seen; there are shop, stranger\n",
    });
    expect((await say(['ack', '0123456789abcdef'])).err).toBe(
      "tracenorm: there is no finding or incident '0123456789abcdef' in this scope\n",
    );
    expect((await say(['decisions'])).code).toBe(2);
    const { out } = await tracenorm(['decisions', '--store', store], at(500));
    expect(out.trim().split('\n')).toEqual([expect.stringMatching(/ learn .* by backfill: /)]);
  });

  test('approves, which the next run tells as the end of the incident', async () => {
    const approved = await say(['approve', 'Shop -> stranger', '--json']);
    expect(approved.code).toBe(0);
    expect(JSON.parse(approved.out)).toMatchObject({
      command: 'approve',
      status: 'taken',
      decision: { verb: 'approve', reason: 'release 12', by: expect.stringMatching(/ on this machine$/) },
    });
    const { err } = await tracenorm(['watch', '--once', '--store', store], at(0));
    expect(err).toContain('[RESOLVED] New dependency: shop -> stranger (eu-west-1)');
    expect(err).toContain('Over (approved)');
    const listed = await tracenorm(['decisions', '--store', store], at(0));
    expect(listed.out).toMatch(/approve shop -> stranger {2}by .*: release 12\n$/);
  });
});
