import type { Alias } from '../model/settings';

const host = (name: string, to = name): Alias => ({ name, type: 'remote', to: { name: to } });

/**
 * Rules for hosts of which there is one for each bucket of S3, so that a caller of many buckets is not a caller of many
 * services. The Region stays in the name: a call that leaves it is a new dependency. Which bucket is called is no
 * longer told apart. Addresses of a private network stay as they are.
 * Source: Amazon S3 user guide, virtual-hosted-style requests, legacy and dual-stack endpoints.
 */
export const collapsing: readonly Alias[] = [
  host('*.s3.amazonaws.com'),
  host('*.s3.*.amazonaws.com', '*.s3.$2.amazonaws.com'),
  host('*.s3-*.amazonaws.com', '*.s3-$2.amazonaws.com'),
  host('*.s3.*.amazonaws.com.cn', '*.s3.$2.amazonaws.com.cn'),
];
