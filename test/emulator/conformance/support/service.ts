import { GetTraceSegmentDestinationCommand, XRayClient } from '@aws-sdk/client-xray';
import { createXRayLocal } from '../../../../emulator/server';
import { clientFor, closed, listening } from '../../support/xray';

interface Common {
  readonly client: XRayClient;
  /** Notes how to undo what a case made. Whichever comes first, the returned function or `close`, does it, once. */
  afterwards(undo: () => Promise<unknown>): () => Promise<void>;
  /** Undoes what is left, newest first, and ends. Throws what could not be undone. */
  close(): Promise<void>;
}

/** X-Ray Local, at a free port and by the real clock. */
export interface LocalService extends Common {
  readonly kind: 'local';
  readonly url: string;
}

/** The X-Ray of the AWS account and region in the environment. */
export interface RemoteService extends Common {
  readonly kind: 'remote';
}

/** The X-Ray that is tested. */
export type TestedService = LocalService | RemoteService;

/** The switch: `REMOTE=1` tests AWS X-Ray instead of X-Ray Local. Throws for any other value but `0`. */
export function testedKind(env: Readonly<Record<string, string | undefined>> = process.env) {
  const { REMOTE: remote = '' } = env;
  if (remote === '1') return 'remote';
  if (remote === '' || remote === '0') return 'local';
  throw new Error(`REMOTE must be 1 to test AWS X-Ray, or unset to test X-Ray Local; found ${remote}`);
}

/** Opens the service that the environment asks for. */
export const openService = (): Promise<TestedService> =>
  testedKind() === 'remote' ? openRemote() : openLocal();

/** Starts X-Ray Local. */
export async function openLocal(): Promise<LocalService> {
  const server = createXRayLocal({ settleSeconds: 0.05 });
  const url = await listening(server);
  const client = new XRayClient(clientFor(url));
  return { kind: 'local', url, ...withUndoing(client, () => closed(server)) };
}

/**
 * Connects to AWS X-Ray. Throws, with what to do, without credentials and region, and where Transaction Search
 * would hide nearly all that the cases send.
 */
export async function openRemote(): Promise<RemoteService> {
  const client = new XRayClient({ maxAttempts: 8, retryMode: 'adaptive' });
  const { Destination } = await destinationOf(client);
  if (Destination === 'CloudWatchLogs')
    throw new Error(
      'REMOTE=1 needs an account without Transaction Search, which indexes only a share of the traces; this one has it',
    );
  return { kind: 'remote', ...withUndoing(client, async () => undefined) };
}

async function destinationOf(client: XRayClient) {
  try {
    return await client.send(new GetTraceSegmentDestinationCommand({}));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `REMOTE=1 needs AWS credentials that may use X-Ray, and a region: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and AWS_REGION. The AWS SDK says: ${reason}`,
      { cause },
    );
  }
}

function withUndoing(client: XRayClient, end: () => Promise<void>): Common {
  const left = new Set<() => Promise<unknown>>();
  const run = async (undo: () => Promise<unknown>) => {
    if (left.delete(undo)) await undo();
  };
  return {
    client,
    afterwards: (undo) => {
      left.add(undo);
      return () => run(undo);
    },
    close: async () => {
      const undone = [];
      for (const undo of [...left].reverse()) undone.push(...(await Promise.allSettled([run(undo)])));
      client.destroy();
      await end();
      const failures = undone.flatMap((one) => (one.status === 'rejected' ? [one.reason] : []));
      if (failures.length > 0)
        throw new AggregateError(failures, 'Not all could be cleaned up; see the causes');
    },
  };
}
