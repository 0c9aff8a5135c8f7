import { aliasesFor } from '../incident/rename/aliases';
import type { Finding } from '../model/finding';
import type { Rename } from '../model/rename';
import { type ServiceId, serviceKey, serviceOfKey } from '../model/service';
import { quantity, service, shortName } from './words';

/** What became of an old name, in a few words: `orders (now orders-v2)`. */
export const renamedWords = (rename: Rename | undefined, target: ServiceId): string =>
  `${shortName(oldOf(rename, target))} (now ${shortName(target)})`;

const oldOf = (rename: Rename | undefined, target: ServiceId): ServiceId => {
  const pair = rename?.services.find(({ to }) => to === serviceKey(target));
  return pair === undefined ? target : serviceOfKey(pair.from);
};

const edgesOf = (count: number): string => `${count} ${count === 1 ? 'edge' : 'edges'}`;

/** What happened, in one sentence. */
export function renameSentence({ rename, target }: Finding): string {
  const names = new Set(rename?.services.map(({ to }) => serviceOfKey(to).name));
  const more = names.size > 1 ? `, with ${names.size - 1} more beside it` : '';
  return `${service(oldOf(rename, target))} fell silent on ${edgesOf(rename?.edges.length ?? 0)}, and ${service(target)} took its place with the same neighbours, as many calls and like latencies${more}: looks like a rename.`;
}

/** Observed against normal, with counts. */
export const renameCounts = ({ observed, expected, rename }: Finding): string =>
  `${quantity(observed.value, 'calls')} sampled on ${edgesOf(rename?.edges.length ?? 0)} under the new name; normally ${quantity(expected.center, 'calls')} under the old one (learned from ${quantity(expected.windows, 'windows')}).`;

/** What to do next: the rules that accept it, and what it means if nobody renamed anything. */
export function renameSteps({ rename, target }: Finding): readonly string[] {
  const rules = rename ? aliasesFor(rename) : [];
  return [
    `If it was renamed, accept it: add to "aliases" in the settings ${rules.map((rule) => JSON.stringify(rule)).join(' , ')}`,
    target.type === 'remote'
      ? `If nobody changed this host: ${shortName(target)} gets what the old one got. Treat it as possible exfiltration; block it and keep the traces.`
      : `If nobody renamed it: ask who deployed ${shortName(target)} in the place of the old one.`,
  ];
}
