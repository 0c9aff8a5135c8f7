/**
 * A node of the service graph. Its identity is name, type and account, never X-Ray's `ReferenceId`,
 * which is unique only inside one answer.
 * Source: AWS X-Ray API reference, type Service.
 */
export interface ServiceId {
  readonly name: string;
  /** X-Ray's type (`AWS::Lambda::Function`, `remote`, ...); absent when X-Ray gives none. */
  readonly type?: string;
  /** AWS account; absent when null or `all`, which means own or unknown and is no identity. */
  readonly account?: string;
}

/** Makes a ServiceId without setting absent members, so that equal services give equal bytes. */
export const serviceId = (name: string, type?: string | null, account?: string | null): ServiceId => ({
  name,
  ...(type ? { type } : {}),
  ...(account && account !== 'all' ? { account } : {}),
});

const escaped = (text: string): string => text.replace(/[%|>]/g, encodeURIComponent);

/** The service as one string, unique per identity: `name|type|account`, separators escaped. */
export const serviceKey = (service: ServiceId): string =>
  [service.name, service.type ?? '', service.account ?? ''].map(escaped).join('|');

/** Reads a key that {@link serviceKey} wrote. */
export function serviceOfKey(key: string): ServiceId {
  const [name = '', type = '', account = ''] = key.split('|').map(decodeURIComponent);
  return serviceId(name, type, account);
}
