import { XRayClient } from '@aws-sdk/client-xray';
import type { AwsAccess } from './command';

/**
 * The X-Ray client of a command. Profile and Region come from the options or, without them, from the environment;
 * AWS_ENDPOINT_URL_XRAY points it elsewhere. Throttling slows it down and is retried, up to ten times a call.
 */
export const xrayClient = ({ profile, region }: Pick<AwsAccess, 'profile' | 'region'>): XRayClient =>
  new XRayClient({
    ...(profile === undefined ? {} : { profile }),
    ...(region === undefined ? {} : { region }),
    retryMode: 'adaptive',
    maxAttempts: 10,
  });
