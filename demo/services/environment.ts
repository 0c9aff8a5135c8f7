/** What the parent says to its children by environment variables. */
export interface LiveEnvironment {
  readonly daemonAddress: string;
  readonly dynamoEndpoint: string;
  readonly seed: number;
}

const SEED = 'TRACENORM_DEMO_SEED';

/** Writes the environment down; `AWS_*` are the variables that the SDKs read by themselves. */
export function toEnv({ daemonAddress, dynamoEndpoint, seed }: LiveEnvironment): Record<string, string> {
  return {
    AWS_XRAY_DAEMON_ADDRESS: daemonAddress,
    AWS_XRAY_CONTEXT_MISSING: 'LOG_ERROR',
    AWS_XRAY_LOG_LEVEL: 'error',
    AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    AWS_ENDPOINT_URL_DYNAMODB: dynamoEndpoint,
    [SEED]: String(seed),
  };
}

/** The seed of the live system's random numbers; 0 when the parent set none. */
export function seedIn(env: Readonly<Record<string, string | undefined>>): number {
  return Number(env[SEED] ?? 0);
}
