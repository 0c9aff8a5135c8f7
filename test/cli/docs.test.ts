import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseLine } from '../../functions/adapters/recording/parse-line';
import { checker, docs } from './support/schema';

const page = readFileSync(join(docs, 'data-format.md'), 'utf8');
const blocks = [...page.matchAll(/```json (\w+)\n([\s\S]*?)```/g)].flatMap(([, name = '', text = '']) =>
  text
    .trim()
    .split('\n')
    .map((line): [string, unknown] => [name, JSON.parse(line)]),
);

test('the page has an example of every format', () => {
  expect(new Set(blocks.map(([name]) => name))).toEqual(
    new Set(['recording', 'transition', 'alert', 'event', 'record', 'watch', 'backfill', 'backtest']),
  );
});

test.each(blocks.filter(([name]) => name !== 'recording'))(
  'an example of %s is true to its schema',
  (name, value) => {
    expect(checker(name)(value)).toEqual([]);
  },
);

test('the example of a recording can be read', () => {
  for (const [, value] of blocks.filter(([name]) => name === 'recording')) {
    expect(parseLine(JSON.stringify(value))).toMatchObject({
      window: { start: 1681741500, end: 1681741800 },
    });
  }
});

test('every member of an alert is explained on the page', () => {
  const schema = JSON.parse(readFileSync(join(docs, 'schema', 'alert.schema.json'), 'utf8'));
  const rows = page.split('\n').filter((line) => line.startsWith('| `'));
  const explained = rows.flatMap((row) => row.split('|')[1]?.match(/\w+/g) ?? []);
  expect(Object.keys(schema.properties).filter((member) => !explained.includes(member))).toEqual([]);
});

test('every member of the schema is explained on the page', () => {
  const schema = JSON.parse(readFileSync(join(docs, 'schema', 'transition.schema.json'), 'utf8'));
  const members = [schema, schema.$defs.finding, schema.$defs.incident].flatMap((part) =>
    Object.keys(part.properties),
  );
  expect(members.filter((member) => !page.includes(`| \`${member}\` |`))).toEqual([]);
});

test.each<[string, Record<string, unknown>]>([
  ['an end before it is resolved', { status: 'firing', endsAt: '2023-04-18T15:45:00Z' }],
  ['no end when resolved', { status: 'resolved' }],
  ['a firing finding without an incident', { incidentId: undefined }],
  ['a confidence over 1', { confidence: 1.5 }],
  ['a null type', { target: { name: 'a', type: null } }],
  ['an unknown kind', { kind: 'odd' }],
  ['a time in seconds', { startsAt: 1681741500 }],
])('the schema refuses %s', (_, change) => {
  const good = blocks.find(([name]) => name === 'transition')?.[1] as Record<string, unknown>;
  const changed = JSON.parse(JSON.stringify({ ...good, ...change }));
  expect(checker('transition')(good)).toEqual([]);
  expect(checker('transition')(changed)).not.toEqual([]);
});
