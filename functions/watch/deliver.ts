import type { Ports } from './ports';

/** What became of the outbox. */
export interface Delivery {
  readonly sent: number;
  /** Ids of the messages that were refused. */
  readonly undelivered: readonly string[];
}

/** Sends what the outbox holds; what is refused stays there with its reason and is tried by the next run. */
export async function deliver({
  memory,
  publisher,
  now,
}: Pick<Ports, 'memory' | 'publisher' | 'now'>): Promise<Delivery> {
  let sent = 0;
  const undelivered: string[] = [];
  for (const { message } of await memory.unsent()) {
    const outcome = await publisher.publish(message).then(
      ({ receipt }) => ({ receipt }),
      (cause: unknown) => ({
        reason: cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause),
      }),
    );
    if ('receipt' in outcome) {
      await memory.markSent(message.id, now(), outcome.receipt);
      sent += 1;
    } else {
      await memory.markFailed(message.id, now(), outcome.reason);
      undelivered.push(message.id);
    }
  }
  return { sent, undelivered };
}
