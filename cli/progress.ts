import { Presets, SingleBar } from 'cli-progress';
import type { Progress } from './io';

const silent: Progress = { add: () => undefined, stop: () => undefined };

/** A progress bar on a terminal; silent anywhere else. */
export function progressOn(stream: NodeJS.WriteStream, what: string, total: number): Progress {
  if (!stream.isTTY || total <= 0) return silent;
  const bar = new SingleBar(
    {
      stream,
      format: `${what} {bar} {percentage} % | {eta_formatted} left`,
      clearOnComplete: true,
      hideCursor: true,
    },
    Presets.rect,
  );
  bar.start(total, 0);
  return { add: (amount) => bar.increment(amount), stop: () => bar.stop() };
}
