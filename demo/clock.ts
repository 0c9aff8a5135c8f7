/** When live traffic begins, in epoch seconds of demo time: always the same Wednesday at 10:00 UTC. */
export const LIVE_START = Date.UTC(2026, 2, 11, 10) / 1000;

/** How many demo seconds pass in one real second. */
export const SPEED = 60;

/** What fixes a mapped clock; plain numbers, so that it can be handed to another process. */
export interface ClockSettings {
  /** The demo time at which the clock starts, in epoch seconds. */
  readonly startAt: number;
  /** The real time at which it shows `startAt`, in epoch seconds. */
  readonly realStart: number;
  /** Demo seconds per real second. */
  readonly speed: number;
}

/** A clock on which the demo's days pass in minutes, shared by every process of the demo. */
export interface MappedClock {
  readonly settings: ClockSettings;
  /** The demo time now, in epoch seconds. */
  now(): number;
  /** The demo time that belongs to a real time, both in epoch seconds. */
  at(real: number): number;
}

/**
 * Builds a clock that runs `speed` times as fast as the real one.
 * @example mappedClock({ startAt: 1000, realStart: 10, speed: 60 }).at(12) // 1120
 */
export function mappedClock(settings: ClockSettings): MappedClock {
  const { startAt, realStart, speed } = settings;
  const at = (real: number) => startAt + (real - realStart) * speed;
  return { settings, at, now: () => at(Date.now() / 1000) };
}

/** The demo's clock, which shows `LIVE_START` at this moment. */
export function demoClock(): MappedClock {
  return mappedClock({ startAt: LIVE_START, realStart: Date.now() / 1000, speed: SPEED });
}

/** Reads the settings of a clock that came from another process; anything else is undefined. */
export function parseClockSettings(value: unknown): ClockSettings | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { startAt, realStart, speed }: Readonly<Record<string, unknown>> = { ...value };
  if (typeof startAt !== 'number' || typeof realStart !== 'number' || typeof speed !== 'number')
    return undefined;
  return { startAt, realStart, speed };
}
