/**
 * Works on at most `width` items at once and yields the results in the order of the items.
 * Rejects with the first failure in that order.
 */
export async function* inOrder<T, R>(
  items: Iterable<T>,
  width: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const running: Promise<R>[] = [];
  for (const item of items) {
    const result = work(item);
    result.catch(() => undefined);
    running.push(result);
    if (running.length >= width) yield* first(running);
  }
  while (running.length > 0) yield* first(running);
}

async function* first<R>(running: Promise<R>[]): AsyncGenerator<R> {
  const next = running.shift();
  if (next) yield await next;
}
