import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { tracenorm } from './support/binary';
import { ago, type RecordedDay, recordedDay } from './support/recorded-day';

let day: RecordedDay;
let store: string;
const folder = mkdtempSync(join(tmpdir(), 'tracenorm-baseline-'));
const file = join(folder, 'norm.yaml');

/** Half an hour ago a day was learned; since twenty minutes ago there is a new edge. */
beforeAll(async () => {
  day = await recordedDay({ strange: 4 });
  store = day.store();
  await tracenorm(['backfill', '--days', '1', '--store', store], at(1_800));
  await tracenorm(['watch', '--once', '--store', store], at(600));
});
afterAll(async () => {
  await day.close();
  rmSync(folder, { recursive: true });
});

const at = (seconds: number) => ({ ...day.environment, ...(seconds > 0 ? ago(seconds) : {}) });
const baseline = (...args: string[]) => tracenorm(['baseline', ...args, '--store', store], at(500));

interface Subject {
  from?: { name: string };
  to: { name: string };
  standing: string;
  norm?: { windows: number; callsPerWindow: number; latencySeconds: { p50: number } };
}
const isStranger = ({ from, to }: Subject): boolean => from?.name === 'shop' && to.name === 'stranger';

/** The file with another standing of the new edge. */
function reviewedAs(standing: string): void {
  const content = parse(readFileSync(file, 'utf8')) as { subjects: Subject[] };
  for (const subject of content.subjects) if (isStranger(subject)) subject.standing = standing;
  writeFileSync(file, stringify(content));
}

describe('The norm as a file that people review', () => {
  test('is exported with standings and plain numbers, twice the same', async () => {
    const [first, second] = [await baseline('export'), await baseline('export')];
    expect(first.code).toBe(0);
    expect(second.out).toBe(first.out);
    const { subjects } = parse(first.out) as { subjects: Subject[] };
    expect(subjects.find(isStranger)?.standing).toBe('candidate');
    const known = subjects.find(({ norm, from }) => from && norm);
    expect(known?.norm?.windows).toBeGreaterThan(100);
    expect(known?.norm?.latencySeconds.p50).toBeGreaterThan(0);
    writeFileSync(file, first.out);
  });

  test('checks as equal to itself, and names a difference with exit code 1', async () => {
    expect(await baseline('check', file)).toMatchObject({ code: 0, out: '' });
    reviewedAs('approved');
    expect(await baseline('check', file)).toMatchObject({
      code: 1,
      out: expect.stringMatching(
        /^shop -> stranger: approved in the file, candidate in the memory {2}\(shop/,
      ),
    });
  });

  test('is imported as a decision, once', async () => {
    const first = await baseline('import', file, '--reason', 'pull request 41');
    expect(first).toMatchObject({ code: 0, out: 'approve shop -> stranger\n' });
    const second = await baseline('import', file);
    expect(second).toMatchObject({
      code: 0,
      out: '',
      err: expect.stringMatching(/\nthere is nothing to decide\n$/),
    });
    const { out } = await baseline('check', file);
    expect(out).toMatch(/^stranger: candidate in the file, approved in the memory .*\n$/);
    const { err } = await tracenorm(['watch', '--once', '--store', store], at(0));
    expect(err).toContain('[RESOLVED] New dependency: shop -> stranger (eu-west-1)');
    const exported = parse((await baseline('export')).out) as {
      subjects: (Subject & { decision?: object })[];
    };
    expect(exported.subjects.find(isStranger)).toMatchObject({
      standing: 'approved',
      decision: { by: expect.stringMatching(/ on this machine$/), reason: 'pull request 41' },
    });
  });

  test.each([
    ['subjects: 3', /is no baseline file:\n {2}scope: .*\n {2}subjects: /],
    ['a: [', /is not YAML: /],
  ])('a file with %j is refused with what is wrong', async (text, message) => {
    writeFileSync(file, text);
    const { code, err } = await baseline('import', file);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(message) });
  });
});
