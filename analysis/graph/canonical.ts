import type { ServiceId } from '../model/service';
import type { Alias } from '../model/settings';
import { plain, printable, renamed } from './naming';

/** A name as we keep it, and whether characters had to be replaced to keep it. */
export interface CanonicalService {
  readonly id: ServiceId;
  readonly repaired: boolean;
}

/**
 * Gives a service the one name it is known by: control and direction characters become U+FFFD, remote hosts
 * are lower-cased without a trailing dot, and the rules rename ({@link renamed}).
 * Why: X-Ray names the same callee differently by SDK, host case and load balancer.
 */
export const canonicalService = (service: ServiceId, aliases: readonly Alias[]): CanonicalService => ({
  id: renamed(plain(service), aliases),
  repaired: printable(service.name) !== service.name,
});

/** IPv4 and IPv6 of link-local networks, and the addresses that AWS gives its metadata in IPv6. */
const linkLocal =
  /^(169\.254\.\d{1,3}\.\d{1,3}|\[?fe80::[0-9a-f:]+(%\w+)?\]?|\[?fd00:ec2::(23|254)\]?)(:\d+)?$/i;

/** Tells whether a name is a link-local address (instance and task metadata), which is no dependency. */
export const isLinkLocal = (service: ServiceId): boolean => linkLocal.test(service.name);
