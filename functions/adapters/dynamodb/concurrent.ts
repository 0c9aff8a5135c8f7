/** Requests one projection has under way at a time. */
const lanes = 16;

/** Runs an effect for each value, sixteen at a time; rejects with the first error once all lanes have stopped. */
export async function forEachConcurrently<T>(
  values: readonly T[],
  effect: (value: T) => Promise<unknown>,
): Promise<void> {
  let next = 0;
  let failed = false;
  const lane = async (): Promise<void> => {
    while (next < values.length && !failed) {
      const value = values[next++] as T;
      try {
        await effect(value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: Math.min(lanes, values.length) }, lane));
  const refused = ended.find((end) => end.status === 'rejected');
  if (refused !== undefined) throw refused.reason;
}
