import type { ExitCode } from './exit';

/** What a command may do to the world; tests hand in their own. */
export interface Io {
  /** Writes to standard output: what was asked for. */
  out(text: string): Promise<void>;
  /** Writes a line to standard error: what a person should know beside it. */
  say(line: string): void;
  /** A bar on standard error when a terminal is there, else nothing. */
  progress(what: string, total: number): Progress;
  /** Epoch seconds. */
  now(): number;
  /** Aborted when a person asks to stop. */
  readonly signal: AbortSignal;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** How far long work has come. */
export interface Progress {
  add(amount: number): void;
  stop(): void;
}

/** Runs one command. Rejects for what only main can report; see {@link Refused} for a sentence with an exit code. */
export type Run<C> = (command: C, io: Io) => Promise<ExitCode>;
