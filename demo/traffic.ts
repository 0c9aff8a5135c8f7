import type { MappedClock } from './clock';
import { exponential } from './draws';
import { type Random, randomStream } from './random';
import { sampledPerSecond } from './rhythm';
import { callHttp } from './services/http-call';
import { customers, knownKeys } from './services/tables';
import { system } from './system';
import { drawRoute } from './system/choose';

/** The clients of the sample system, at work until stopped. */
export interface Traffic {
  /** Requests sent so far. */
  readonly sent: () => number;
  /** Sends no more and waits for the answers still due. */
  stop(): Promise<void>;
}

/**
 * Sends requests to the API as often as the sampled ones of demo time come: about eight a second by day.
 * The waits are exponential around a rate that every window draws anew, as in the invented history.
 */
export function startTraffic(options: { clock: MappedClock; seed: number; port: number }): Traffic {
  const random = randomStream(options.seed, 'live:traffic');
  const due = new Set<Promise<unknown>>();
  let sent = 0;
  let at = options.clock.now();
  let timer: NodeJS.Timeout | undefined;
  const plan = () => {
    at += exponential(random) / sampledPerSecond(options.seed, at);
    const seconds = (at - options.clock.now()) / options.clock.settings.speed;
    timer = setTimeout(send, Math.max(0, seconds * 1000));
  };
  const send = () => {
    sent++;
    const answer = sendRequest(random, options.port).finally(() => due.delete(answer));
    due.add(answer);
    plan();
  };
  plan();
  return {
    sent: () => sent,
    stop: async () => {
      clearTimeout(timer);
      await Promise.all(due);
    },
  };
}

async function sendRequest(random: Random, port: number): Promise<void> {
  const { method, path } = drawRoute(random, system);
  const key = random() < system.unknownKeyShare ? 'key-of-nobody' : pick(random, knownKeys);
  const headers = { 'x-api-key': key };
  const body = { customer: pick(random, customers) };
  try {
    await callHttp({ host: 'gateway', port, method, path, headers, body });
  } catch {
    // A client that gets no answer goes away; the API's own trace tells of it.
  }
}

function pick(random: Random, from: readonly string[]): string {
  return from[Math.floor(random() * from.length)] ?? '';
}
