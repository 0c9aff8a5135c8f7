/** The moment at which the demo begins to live, in epoch seconds: the demo always begins on one Wednesday at 10:00 UTC. */
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

/** The name of the environment variable that carries the clock to a child process. */
export const CLOCK_VARIABLE = 'TRACENORM_DEMO_CLOCK';

/** Writes a clock down as environment variables for a child process. */
export function clockToEnv(clock: MappedClock): Record<string, string> {
  return { [CLOCK_VARIABLE]: JSON.stringify(clock.settings) };
}

/**
 * Reads the clock that the parent process handed down.
 * @throws Error when the variable is missing or is not a clock
 */
export function clockFromEnv(env: Readonly<Record<string, string | undefined>>): MappedClock {
  const text = env[CLOCK_VARIABLE];
  if (text === undefined) throw new Error(`clockFromEnv requires ${CLOCK_VARIABLE}, which is not set`);
  const parsed: unknown = JSON.parse(text);
  const [startAt, realStart, speed] = ['startAt', 'realStart', 'speed'].map((key) => numberIn(parsed, key));
  if (startAt === undefined || realStart === undefined || speed === undefined) {
    throw new Error(`clockFromEnv requires startAt, realStart and speed, got ${text}`);
  }
  return mappedClock({ startAt, realStart, speed });
}

function numberIn(value: unknown, key: string): number | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const entry: unknown = Reflect.get(value, key);
  return typeof entry === 'number' && Number.isFinite(entry) ? entry : undefined;
}
