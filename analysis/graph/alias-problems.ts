import { serviceId } from '../model/service';
import type { Alias } from '../model/settings';
import { plain, printable, renamed } from './naming';
import { filled, patternOf } from './pattern';

/** What is wrong with a rule, and in which of its fields. */
export interface AliasProblem {
  readonly path: readonly string[];
  readonly message: string;
}

/** The fields of a rule as they were written. */
interface Written {
  readonly name: string;
  readonly type?: unknown;
  readonly to: { readonly name: string };
}

/** Parts that a canonical name can speak of: `$1` to `$9`. */
const mostParts = 9;

/** What is wrong with one rule by itself; nothing where it can be used. */
export function aliasProblems({ name, type, to }: Written): AliasProblem[] {
  const parts = patternOf(name).length - 1;
  const asked = [...to.name.matchAll(/\$(\d+)/g)].map(([, number]) => Number(number));
  const missing = asked.find((number) => number < 1 || number > parts);
  const checks: readonly (readonly [wrong: boolean, field: string, message: string])[] = [
    [printable(name) !== name, 'name', 'holds a control character, which no name has'],
    [name.includes('**'), 'name', 'holds two * in a row; one stands for any run of characters'],
    [parts > mostParts, 'name', `holds ${parts} *; at most ${mostParts}`],
    [
      /^\*+$/.test(name) && type === undefined,
      'name',
      'would rename every service; add a type, or more of the name',
    ],
    [printable(to.name) !== to.name, 'to.name', 'holds a control character, which no name has'],
    [missing !== undefined, 'to.name', `speaks of part $${missing}; the pattern has ${parts} *`],
  ];
  return checks.flatMap(([wrong, field, message]) => (wrong ? [{ path: field.split('.'), message }] : []));
}

/** Places of the rules that never come to an end, tried with `x` for each `*`: they would rename nothing. */
export function circular(aliases: readonly Alias[]): number[] {
  return aliases.flatMap(({ name, type, to }, place) => {
    const parts = patternOf(name)
      .slice(1)
      .map(() => 'x');
    const sample = plain(
      serviceId(
        parts.reduce((text, part) => text.replace('*', part), name),
        type,
      ),
    );
    const own = plain(serviceId(filled(to.name, parts), to.type ?? type));
    const isNamed = own.name === sample.name && own.type === sample.type;
    const end = renamed(sample, aliases);
    return !isNamed && end.name === sample.name && end.type === sample.type ? [place] : [];
  });
}
