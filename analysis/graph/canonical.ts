import { type ServiceId, serviceId } from '../model/service';
import type { Alias } from '../model/settings';

// biome-ignore lint/suspicious/noControlCharactersInRegex: finding control characters is the purpose
const controlCharacters = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;
const linkLocal = /^169\.254\.\d{1,3}\.\d{1,3}(:\d+)?$/;

/** Text of others as one line that can be shown: what would break or turn it becomes U+FFFD. */
export const printable = (text: string): string => text.replace(controlCharacters, '\ufffd');

/** A name as we keep it, and what had to be changed to keep it. */
export interface CanonicalService {
  readonly id: ServiceId;
  readonly repaired: boolean;
}

/**
 * Gives a service the one name it is known by: control and direction characters become U+FFFD, remote hosts
 * are lower-cased without a trailing dot, and the first matching alias renames.
 * Why: X-Ray names the same callee differently by SDK, host case and load balancer.
 */
export function canonicalService(service: ServiceId, aliases: readonly Alias[]): CanonicalService {
  const clean = printable(service.name);
  const name = service.type === 'remote' ? clean.toLowerCase().replace(/\.$/, '') : clean;
  const alias = aliases.find((a) => a.name === name && (a.type === undefined || a.type === service.type));
  const id = alias
    ? serviceId(alias.to.name, alias.to.type ?? service.type, service.account)
    : serviceId(name, service.type, service.account);
  return { id, repaired: clean !== service.name };
}

/** Tells whether a name is a link-local address (instance and task metadata), which is no dependency. */
export const isLinkLocal = (service: ServiceId): boolean => linkLocal.test(service.name);
