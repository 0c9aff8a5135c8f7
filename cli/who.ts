import { userInfo } from 'node:os';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { clientConfig } from './client-config';
import type { AwsAccess } from './command';

/** Who decides: what AWS says of the credentials, or on a folder of this machine its user. */
export async function whoDecides(access: AwsAccess, isLocal: boolean): Promise<string> {
  if (isLocal) return `${userInfo().username} on this machine`;
  const client = new STSClient(clientConfig(access));
  try {
    const { Arn } = await client.send(new GetCallerIdentityCommand({}));
    return Arn ?? 'unknown';
  } finally {
    client.destroy();
  }
}
