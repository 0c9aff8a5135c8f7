import { XRayClient } from '@aws-sdk/client-xray';
import { clientConfig } from './client-config';
import type { AwsAccess } from './command';

/**
 * The X-Ray client of a command. Profile and Region come from the options or, without them, from the environment;
 * AWS_ENDPOINT_URL_XRAY points it elsewhere. Throttling slows it down and is retried, up to ten times a call.
 */
export const xrayClient = (access: Pick<AwsAccess, 'profile' | 'region'>): XRayClient =>
  new XRayClient({
    ...clientConfig(access),
    retryMode: 'adaptive',
    maxAttempts: 10,
  });
