import { parseFilter } from '../../../emulator/traces/filter/filter';
import { ServiceFailure } from '../../../emulator/wire/failure';

test.each<[expression: string, place: string, problem: string]>([
  ['faulty', 'at character 1, "faulty"', 'a keyword'],
  ['fault AND', 'at its end', 'a keyword'],
  ['AND fault', 'at character 1, "AND"', 'a keyword'],
  ['fault NOT error', 'at character 7, "NOT"', 'AND, OR'],
  ['service("a', 'at character 9', 'a text in double quotes'],
  ["user = 'ada'", 'at character 8, "\'"', 'a text in double quotes'],
  ['user = 5', 'at character 8, "5"', 'a text in double quotes'],
  ['user > "a"', 'at character 6, ">"', 'CONTAINS, BEGINSWITH or ENDSWITH'],
  ['http.status = "200"', 'at character 15', 'a number'],
  ['http.status CONTAINS "2"', 'at character 13, "CONTAINS"', '<, <=, > or >='],
  ['fault > 1', 'at character 7, ">"', '= or !='],
  ['fault = yes', 'at character 9, "yes"', 'true or false'],
  ['annotation.a.b = 1', 'at character 13, ".b"', 'square brackets'],
  ['annotation = 1', 'at character 1, "annotation"', 'a keyword'],
  ['edge("a")', 'at character 9', '","'],
  ['service(id(color: "red"))', 'at character 12, "color"', 'name, type or account.id'],
  ['service(id(name: "a", Name: "b"))', '', 'may be given once each'],
  ['service(name)', 'at character 9, "name"', 'a text in double quotes'],
  ['service("a") { }', 'at character 16, "}"', 'a keyword'],
  ['(fault', 'at its end', '")"'],
  ['fault)', 'at character 6, ")"', 'the end'],
  ['coverage > 1', 'at character 1, "coverage"', 'of rootcause.responsetime.entity, not of a whole trace'],
  ['service("a") { first }', 'at character 16, "first"', 'not of service()'],
  ['service("a") { edge("a", "b") }', 'at character 16, "edge"', 'of a whole trace, not of service()'],
  ['service() { group.name = "Default" }', 'at character 13', 'of a whole trace'],
  ['source.annotation[a]', 'at character 1', 'of edge(), not of a whole trace'],
  ['rootcause.responsetime.exception { last }', 'at character 1', 'a keyword'],
  ['rootcause.fault.entity { coverage > 0.1 }', 'at character 26', 'not of rootcause.fault.entity'],
  ['rootcause.json = #[{]', 'at character 19, "["', 'a JSON list'],
  ['rootcause.json = #[{a}]', 'at character 18, "#"', 'at least one object'],
  ['rootcause.json = #[1]', 'at character 18, "#"', 'at least one object'],
  ['rootcause.json = #[]', 'at character 18, "#"', 'at least one object'],
  ['group.name', 'at its end', '= or !='],
])('%s is refused %s', (expression, place, problem) => {
  const refusal = refusalOf(expression);
  expect(refusal).toMatchObject({ code: 'InvalidRequestException', status: 400 });
  expect(refusal.message).toContain(`Invalid filter expression ${place}`);
  expect(refusal.message).toContain(problem);
});

test.each<[why: string, expression: string]>([
  ['more than 10000', `user = "${'a'.repeat(10_000)}"`],
  ['nested deeper than 100', `${'('.repeat(101)}ok${')'.repeat(101)}`],
  ['nested deeper than 100', '('.repeat(9_000)],
  ['nested deeper than 100', `rootcause.json = #${'['.repeat(5_000)}`],
  ['Group nobody was not found', 'group.name = "nobody"'],
])('what is %s is refused', (why, expression) => {
  expect(refusalOf(expression)).toMatchObject({ code: 'InvalidRequestException' });
  expect(refusalOf(expression).message).toContain(why);
});

test('groups that lead back to themselves are refused, not followed for ever', () => {
  const groups = (_by: string, value: string) => `group.name = "${value === 'a' ? 'b' : 'a'}"`;
  expect(() => parseFilter('group.name = "a"', groups)).toThrow('leads back to itself');
});

test('a group named by many others is read once', () => {
  let reads = 0;
  const groups = (_by: string, value: string) => {
    reads += 1;
    const next = Number(value) + 1;
    return next > 40 ? 'fault' : `group.name = "${next}" OR group.name = "${next}"`;
  };
  parseFilter('group.name = "1"', groups);
  expect(reads).toBe(40);
});

function refusalOf(expression: string): ServiceFailure {
  try {
    parseFilter(expression);
  } catch (error) {
    if (error instanceof ServiceFailure) return error;
    throw error;
  }
  throw new Error(`${expression} was not refused`);
}
