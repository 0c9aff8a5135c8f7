import { type CommandSpecification, commandNames, specifications } from './arguments/specification';
import type { CommandName } from './command';

const exitCodes = [
  'Exit codes; the highest wins:',
  '  0  done',
  '  1  done, and the answer is no: still firing, a difference, non-compliant',
  '  2  wrong arguments or settings',
  '  3  done on a part of the input',
  '  4  could not: credentials, service, store, file',
];

/** The help text of a command, or the overview of all. Ends with a line break. */
export const helpText = (topic: CommandName | undefined): string =>
  `${(topic === undefined ? overview() : helpOn(topic)).join('\n')}\n`;

/** How to call a command, in one line. */
export function usage(name: CommandName): string {
  const { positional, options } = specifications[name];
  const required = Object.entries(options).flatMap(([option, { required, value }]) =>
    required ? [`--${option} ${value}`] : [],
  );
  return ['tracenorm', name, ...(positional ? [positional.name] : []), ...required, '[options]'].join(' ');
}

function overview(): string[] {
  return [
    'tracenorm learns the norm of a system from AWS X-Ray and says when it is left.',
    '',
    'Usage: tracenorm COMMAND [options]',
    '',
    ...columns(commandNames.map((name) => [name, specifications[name].summary])),
    '',
    ...columns([
      ['help COMMAND', 'all about one command; so does COMMAND --help'],
      ['--version', 'print the version'],
    ]),
    '',
    ...exitCodes,
  ];
}

function helpOn(name: CommandName): string[] {
  const specification = specifications[name];
  const { summary, about, examples } = specification;
  return [
    `tracenorm ${name}: ${summary}`,
    '',
    `Usage: ${usage(name)}`,
    '',
    ...about,
    '',
    ...columns(rows(specification)),
    '',
    'Examples:',
    ...examples.map((example) => `  ${example}`),
    '',
    ...exitCodes,
  ];
}

function rows({ positional, options }: CommandSpecification): [string, string][] {
  const named = Object.entries(options).map(([name, option]): [string, string] => [
    `--${name}${option.value === undefined ? '' : ` ${option.value}`}`,
    [option.text, ...(option.repeatable ? ['may be repeated'] : [])].join('; '),
  ]);
  const files: [string, string][] = positional ? [[positional.name, positional.text]] : [];
  return [...files, ...named, ['--help', 'this text']];
}

function columns(pairs: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...pairs.map(([left]) => left.length));
  return pairs.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`);
}
