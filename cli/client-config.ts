import type { AwsAccess } from './command';

/** What an AWS client is told of the credentials and the Region; what a person left out the environment decides. */
export const clientConfig = ({
  profile,
  region,
}: Pick<AwsAccess, 'profile' | 'region'>): { readonly profile?: string; readonly region?: string } => ({
  ...(profile === undefined ? {} : { profile }),
  ...(region === undefined ? {} : { region }),
});
