import { LIVE_START, type MappedClock, mappedClock } from '../../demo/clock';
import { startDynamo } from '../../demo/dynamo';
import { type Live, startLive } from '../../demo/live';
import { startDaemon } from '../../emulator/daemon';
import { type LocalXRay, startLocalXRay } from './local-x-ray';

/** The live system in a world of its own: X-Ray Local, its daemon and a DynamoDB, all on free ports. */
export interface LiveWorld extends LocalXRay {
  readonly clock: MappedClock;
  readonly live: Live;
  /** Why the daemon refused documents, if it did. */
  readonly refusals: readonly string[];
}

/** Starts the world; at this speed sixteen requests come in a second. */
export async function startLiveWorld({ speed = 120, seed = 11 } = {}): Promise<LiveWorld> {
  const clock = mappedClock({ startAt: LIVE_START, realStart: Date.now() / 1000, speed });
  const local = await startLocalXRay({ now: clock.now });
  const daemon = await startDaemon({ xray: local.xray, port: 0 });
  const dynamo = await startDynamo();
  const daemonAddress = `127.0.0.1:${daemon.port}`;
  const live = await startLive({ clock, daemonAddress, dynamoEndpoint: dynamo.endpoint, seed });
  return {
    ...local,
    clock,
    live,
    refusals: daemon.reasons,
    close: async () => {
      await live.stop();
      await Promise.all([daemon.close(), dynamo.close()]);
      await local.close();
    },
  };
}
