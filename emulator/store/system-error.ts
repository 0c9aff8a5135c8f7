/** What the system said when it could not do something with a file. */
export interface SystemError {
  /** For instance `ENOENT`. */
  readonly code: string;
  readonly message: string;
}

/** A thrown value as the system's error; undefined when it is another. */
export function systemErrorOf(thrown: unknown): SystemError | undefined {
  if (typeof thrown !== 'object' || thrown === null) return undefined;
  if (!('code' in thrown && 'syscall' in thrown && 'message' in thrown)) return undefined;
  return { code: String(thrown.code), message: String(thrown.message) };
}
