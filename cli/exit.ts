/** What a command's exit code says; the highest of several wins. */
export const exits = {
  /** Done. */
  done: 0,
  /** Done, and the answer is "no": still firing, a difference, non-compliant. */
  no: 1,
  /** Arguments or settings are wrong; nothing was done. */
  misuse: 2,
  /** Done on a part of the input. */
  partial: 3,
  /** Could not: credentials, service, store, file, crash. */
  failed: 4,
} as const;

export type ExitCode = (typeof exits)[keyof typeof exits];

/** The highest of several codes; 0 of none. */
export const highest = (...codes: readonly ExitCode[]): ExitCode =>
  Math.max(exits.done, ...codes) as ExitCode;

/** Ends a command with a sentence and an exit code instead of a crash report. */
export class Refused extends Error {
  readonly exit: ExitCode;

  constructor(exit: ExitCode, sentence: string, options?: ErrorOptions) {
    super(sentence, options);
    this.name = 'Refused';
    this.exit = exit;
  }
}
