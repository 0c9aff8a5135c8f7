/** What the emulator's README promises, held against the emulator and the client that the SDK ships. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as sdk from '@aws-sdk/client-xray';
import { faultMembers } from '../../emulator/faults/members';
import { parsePlan } from '../../emulator/faults/parse';
import { operationName } from '../../emulator/operations/names';
import { operations } from '../../emulator/operations/table';
import { type Running, startXRay } from './support/xray';

const readme = readFileSync(join(__dirname, '../../emulator/README.md'), 'utf8');

/** The text of a section, up to the next one. */
const section = (title: string): string => readme.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';

const ofTheApi = Object.keys(sdk)
  .filter((name) => /^[A-Z]\w+Command$/.test(name))
  .map((name) => name.replace(/Command$/, ''));
const namedIn = (text: string) => ofTheApi.filter((name) => new RegExp(`\\b${name}\\b`).test(text)).sort();

let local: Running;
beforeAll(async () => {
  local = await startXRay();
});
afterAll(() => local.stop());

test('it lists exactly the operations that are answered as supported, and all others as not supported', () => {
  const answered = [...operations.keys()].map(operationName).sort();
  expect(namedIn(section('Supported'))).toEqual(answered);
  expect(namedIn(section('Not supported'))).toEqual(
    ofTheApi.filter((name) => !answered.includes(name)).sort(),
  );
});

test.each(namedIn(section('Not supported')))('%s is refused as unsupported, by its name', async (name) => {
  const answer = await fetch(`${local.url}/${name}`, { method: 'POST', body: '{}' });
  expect([answer.status, answer.headers.get('x-amzn-errortype'), await answer.json()]).toEqual([
    400,
    'UnsupportedOperationException',
    { Message: `X-Ray Local does not support ${name}` },
  ]);
});

test('its fault plan is accepted, and has a fault of every kind', () => {
  const [, plan = ''] = /```json\n([\s\S]*?)```/.exec(section('Faults on demand')) ?? [];
  const { faults } = parsePlan(JSON.parse(plan));
  expect([...new Set(faults.map(({ kind }) => kind))].sort()).toEqual(Object.keys(faultMembers).sort());
});
