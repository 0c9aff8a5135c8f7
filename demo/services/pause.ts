/** Waits so many seconds, to the millisecond: Node's timers count whole ones and fire a fraction of one late. */
export function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, Math.max(0, Math.round(seconds * 1000 - 0.3))));
}

/** Does something and takes so many seconds over it in all, or longer when the thing itself does; also when it fails. */
export async function lasting<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
  const start = performance.now();
  try {
    return await work();
  } finally {
    await pause(seconds - (performance.now() - start) / 1000);
  }
}
