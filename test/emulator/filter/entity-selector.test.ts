import { parseEntitySelector } from '../../../emulator/traces/filter/entity-selector';
import type { NodeIdentity } from '../../../emulator/traces/filter/node-pattern';

const web: NodeIdentity = { name: 'web', type: undefined, accountId: '111' };
const table: NodeIdentity = { name: 'orders', type: 'AWS::DynamoDB::Table', accountId: undefined };

test.each<[expression: string, matched: readonly NodeIdentity[]]>([
  ['service()', [web, table]],
  ['service("web")', [web]],
  ['Service(ID(type: "AWS::DynamoDB::Table"))', [table]],
  ['id(name: "web")', [web]],
  [' id(name: "web", type: "remote") ', []],
  ['id(account.id: "111", name: "web")', [web]],
])('the selector %s selects nodes', (expression, matched) => {
  const selector = parseEntitySelector(expression);
  if (selector.kind !== 'node') throw new Error('it selects edges');
  expect([web, table].filter(selector.matches)).toEqual(matched);
});

test.each<[expression: string, there: boolean, back: boolean]>([
  ['edge()', true, true],
  ['edge("web", "orders")', true, false],
  ['edge(id(type: "AWS::DynamoDB::Table"), "web")', false, true],
])('the selector %s selects edges', (expression, there, back) => {
  const selector = parseEntitySelector(expression);
  if (selector.kind !== 'edge') throw new Error('it selects nodes');
  expect([selector.matches(web, table), selector.matches(table, web)]).toEqual([there, back]);
});

test.each([
  ['', 'must not be empty'],
  [' ', 'at its end: expected a keyword or id('],
  ['fault', 'at character 1, "fault"'],
  ['service("a") { fault }', 'at character 14, "{"'],
  ['service("a") OR service("b")', 'at character 14, "OR"'],
  [`service("${'a'.repeat(500)}")`, '511 characters are more than 500'],
])('%j is refused as a selector: %s', (expression, why) => {
  expect(() => parseEntitySelector(expression)).toThrow('Invalid entity selector expression');
  expect(() => parseEntitySelector(expression)).toThrow(why);
});
