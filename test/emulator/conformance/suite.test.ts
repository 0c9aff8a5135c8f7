/** The suite itself: what it covers, what it does without credentials, and what becomes of assumptions. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { operationName } from '../../../emulator/operations/names';
import { operations } from '../../../emulator/operations/table';
import type { Behaviour } from './support/behaviour';
import { type LocalService, openLocal, openRemote, type RemoteService, testedKind } from './support/service';
import { Verdicts } from './support/verdicts';

const texts = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(join(__dirname, name), 'utf8'))
  .join('\n');

test.each([...operations.keys()].map(operationName))('some case asks for %s', (operation) => {
  expect(texts).toMatch(new RegExp(`new ${operation}Command\\(|paginate${operation}\\(`));
});

describe('REMOTE', () => {
  test.each([
    [undefined, 'local'],
    ['', 'local'],
    ['0', 'local'],
    ['1', 'remote'],
  ])('%s means %s', (REMOTE, kind) => expect(testedKind({ REMOTE })).toBe(kind));

  test('any other value is refused', () => {
    expect(() => testedKind({ REMOTE: 'yes' })).toThrow('REMOTE must be 1 to test AWS X-Ray');
  });

  test('without credentials and region it fails and says what is missing', async () => {
    const before = process.env;
    process.env = { PATH: before.PATH, AWS_EC2_METADATA_DISABLED: 'true', HOME: join(__dirname, 'nowhere') };
    try {
      await expect(openRemote()).rejects.toThrow(
        'REMOTE=1 needs AWS credentials that may use X-Ray, and a region',
      );
      process.env.AWS_REGION = 'eu-west-1';
      await expect(openRemote()).rejects.toThrow('set AWS_PROFILE, or AWS_ACCESS_KEY_ID');
    } finally {
      process.env = before;
    }
  });
});

describe('a case that fails', () => {
  const claim = { behaviour: 'Water flows uphill', source: 'undocumented' };
  const check = () => Promise.reject(new Error('it does not'));
  const firm: Behaviour = { ...claim, check };
  const assumed: Behaviour = { ...claim, check, assumed: true };
  // The cases above ask nothing of the service, so its kind is all there needs to be.
  const local = { kind: 'local' } as LocalService;
  const remote = { kind: 'remote' } as RemoteService;

  test.each([
    ['a firm one locally', firm, local],
    ['a firm one remotely', firm, remote],
    ['an assumption locally', assumed, local],
  ])('fails the run: %s', async (_, one, service) => {
    await expect(new Verdicts().judge(one, service)).rejects.toThrow('it does not');
  });

  test('is reported as a fallen assumption, remotely', async () => {
    const verdicts = new Verdicts();
    await verdicts.judge(assumed, remote);
    await verdicts.judge({ ...assumed, check: () => Promise.resolve() }, remote);
    expect(verdicts.report('Nature')).toBe(
      [
        'Nature: ASSUMPTIONS THAT FELL (1)',
        '  - Water flows uphill [undocumented]',
        '      it does not',
        'Nature: Assumptions that held (1)',
        '  - Water flows uphill [undocumented]',
        '',
      ].join('\n'),
    );
  });

  test('leaves nothing to report where nothing was assumed', () => {
    expect(new Verdicts().report('Nature')).toBe('');
  });

  test('is never one for X-Ray Local alone, remotely', async () => {
    const one: Behaviour = { ...claim, localOnly: 'it is dangerous', check: () => Promise.resolve() };
    await expect(new Verdicts().judge(one, remote)).rejects.toThrow('only for X-Ray Local');
  });
});

test('what is left is undone at the end, newest first, each once, and what fails is told', async () => {
  const service = await openLocal();
  const undone: string[] = [];
  service.afterwards(async () => undone.push('first'));
  const undo = service.afterwards(async () => undone.push('second'));
  service.afterwards(() => Promise.reject(new Error('stuck')));
  await undo();
  await undo();
  await expect(service.close()).rejects.toThrow('Not all could be cleaned up');
  expect(undone).toEqual(['second', 'first']);
});
