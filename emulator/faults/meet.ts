import type { ServerResponse } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import type { World } from '../operations/operation';
import { isJsonObject, parseJsonObject, textIn } from '../wire/json';
import { resetAnswer, truncateAnswer } from './break-answer';
import { failureOf } from './errors';

/** A request on its way to an operation. */
export interface Exchange {
  readonly operation: string;
  readonly body: string;
  readonly response: ServerResponse;
}

/**
 * Lets the plan's faults happen to one exchange, around the operation that answers it.
 * Throws a `ServiceFailure` when a fault refuses the request.
 * @param answer runs the operation, in the world as the faults make it look
 */
export async function meetFaults<T>(
  { operation, body, response }: Exchange,
  world: World,
  answer: (world: World) => T | Promise<T>,
): Promise<T> {
  const { faults, intake, settings } = world;
  const page = faults.pages.of(askedToken(body));
  const { error, milliseconds, share, ...skew } = faults.strikeRequest({ operation, page });
  // A delay must not keep a process alive whose connections are closed.
  if (milliseconds > 0) await pause(milliseconds, undefined, { ref: false });
  intake.release();
  if (share !== undefined) truncateAnswer(response, share);
  if (skew.dateSkewSeconds !== undefined) {
    response.setHeader('date', new Date((settings.now() + skew.dateSkewSeconds) * 1000).toUTCString());
  }
  if (error === 'reset') resetAnswer(response);
  if (error !== undefined) throw failureOf(error);
  const answered = await answer(skewed(world, skew.skewSeconds));
  const token = isJsonObject(answered) ? textIn(answered, 'NextToken') : undefined;
  if (token !== undefined) faults.pages.note(token, page + 1);
  return answered;
}

const askedToken = (body: string): string | undefined =>
  body.includes('"NextToken"') ? textIn(parseJsonObject(body) ?? {}, 'NextToken') : undefined;

function skewed(world: World, seconds: number): World {
  if (seconds === 0) return world;
  const { settings } = world;
  return { ...world, settings: { ...settings, now: () => settings.now() + seconds } };
}
