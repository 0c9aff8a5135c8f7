import type { Rename } from '../../model/rename';
import { serviceOfKey } from '../../model/service';
import type { Alias } from '../../model/settings';

/**
 * The alias rules that accept a rename: the new name is read as the old one, under which everything was learned. One
 * rule where all services got the same name and kept their types.
 */
export function aliasesFor({ services }: Rename): Alias[] {
  const pairs = services.map(({ from, to }) => ({ from: serviceOfKey(from), to: serviceOfKey(to) }));
  const [first] = pairs;
  const isOne = pairs.every(
    ({ from, to }) =>
      from.type === to.type &&
      from.name === first?.from.name &&
      to.name === first?.to.name &&
      to.type !== 'remote',
  );
  if (first && isOne) return [{ name: first.to.name, to: { name: first.from.name } }];
  const typed = (type: string | undefined): { type?: string } => (type === undefined ? {} : { type });
  return pairs
    .map(({ from, to }) => ({
      name: to.name,
      ...typed(to.type),
      to: { name: from.name, ...(from.type === to.type ? {} : typed(from.type)) },
    }))
    .sort((a, b) => Number(a.type === undefined) - Number(b.type === undefined));
}
