import { partsOf, patternOf } from '../graph/pattern';
import type { Finding, Incident } from '../model/finding';
import type { Owner } from '../model/owner';
import type { ServiceId } from '../model/service';
import { shortName } from './words';

/** Who answers for what an alert is about. */
export interface Answerable {
  /** The service of theirs. */
  readonly service: string;
  readonly team: string;
  readonly runbook?: string;
}

/**
 * Who to call about an incident: of a call that is new, gone or repeated the owner of its caller, whose change it
 * probably is, else of the probable origin; where nobody owns that, of the leading finding's services. The first
 * pattern that matches a name counts. Undefined where nobody is named.
 */
export function ownerOf(
  { origins }: Incident,
  { kind, source, target }: Finding,
  owners: readonly Owner[],
): Answerable | undefined {
  const callersChange = kind === 'new-edge' || kind === 'vanished-edge' || kind === 'fan-out';
  const suspects = [...(callersChange ? [source] : []), origins[0], target, source];
  for (const id of suspects.filter((one): one is ServiceId => one !== undefined)) {
    const owner = owners.find(({ pattern }) => matches(pattern, id.name));
    if (owner === undefined) continue;
    const { team, runbook } = owner;
    return { service: shortName(id), team, ...(runbook === undefined ? {} : { runbook }) };
  }
  return undefined;
}

/**
 * Tells whether a name fits a pattern, in which `*` is any text.
 * @example matches('pay*', 'payments') // => true
 */
export const matches = (pattern: string, name: string): boolean =>
  partsOf(patternOf(pattern), name) !== undefined;
