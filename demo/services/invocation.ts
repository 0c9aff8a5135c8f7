/** The event with which the API stage invokes a function. */
export interface Invocation {
  readonly method: string;
  readonly path: string;
  /** The client's API key. */
  readonly key: string;
  readonly order: unknown;
}

/** What a function's invocation came to. */
export interface InvocationResult {
  /** HTTP status for the client; from 500 on the function threw. */
  readonly answer: number;
  /** The authorizer's judgement; other functions say false. */
  readonly allowed: boolean;
}

/** Reads an event; missing parts become empty. */
export function parseInvocation(text: string): Invocation {
  const { method, path, key, order } = fieldsOf(text);
  return { method: String(method ?? ''), path: String(path ?? ''), key: String(key ?? ''), order };
}

/** Reads a result; what is no result counts as a function that threw. */
export function parseResult(text: string): InvocationResult {
  const { answer, allowed } = fieldsOf(text);
  return { answer: typeof answer === 'number' ? answer : 502, allowed: allowed === true };
}

function fieldsOf(text: string): Readonly<Record<string, unknown>> {
  const parsed: unknown = JSON.parse(text || '{}');
  return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {};
}
