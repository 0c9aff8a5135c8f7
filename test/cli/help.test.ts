import { commandNames } from '../../cli/arguments/specification';
import { helpText } from '../../cli/help';
import { parse } from '../../cli/parse';

test.each([undefined, ...commandNames])('the help of %s stands as agreed', (topic) => {
  expect(helpText(topic)).toMatchSnapshot();
});

test.each(commandNames)('the help of %s fits a terminal and its examples are true', (topic) => {
  const lines = helpText(topic).split('\n');
  expect(lines.filter((line) => line.length > 110)).toEqual([]);
  const examples = lines
    .filter((line) => line.startsWith('  tracenorm '))
    .map((line) => wordsOf(line.trim()).slice(1));
  expect(examples.length).toBeGreaterThan(0);
  for (const example of examples) expect(parse(example)).toMatchObject({ command: topic });
});

/** A line as a shell splits it. */
const wordsOf = (line: string): string[] =>
  (line.match(/'[^']*'|"[^"]*"|\S+/g) ?? []).map((word) => word.replace(/^(['"])(.*)\1$/, '$2'));
