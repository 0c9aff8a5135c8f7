import type { Identity } from '../segments/identity';

/** A service as trace summaries name it. */
export interface ServiceId {
  readonly Name: string;
  readonly Names: readonly string[];
  readonly AccountId?: string;
  readonly Type?: string;
}

/** Writes a node's identity as a ServiceId. */
export function serviceId({ name, type, accountId }: Identity): ServiceId {
  return {
    Name: name,
    Names: [name],
    ...(accountId === undefined ? {} : { AccountId: accountId }),
    ...(type === undefined ? {} : { Type: type }),
  };
}
