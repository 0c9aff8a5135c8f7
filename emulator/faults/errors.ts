import { invalidRequest, ServiceFailure, throttled } from '../wire/failure';

/** Refusals that a plan may call by name. Nobody reads that of `reset`: the connection breaks before it is sent. */
const failures = {
  throttle: throttled(),
  internal: new ServiceFailure('InternalFailure', 500, 'An internal error occurred'),
  unavailable: new ServiceFailure('ServiceUnavailable', 503, 'Service is unavailable'),
  invalidRequest: invalidRequest('The request is invalid'),
  expiredNextToken: invalidRequest('The NextToken is invalid or has expired'),
  reset: new ServiceFailure('ConnectionReset', 503, 'The connection is reset'),
} as const;

/** An error by name. */
export type ErrorName = keyof typeof failures;

/** An error by name, or any other spelled out. */
export type ErrorChoice =
  | ErrorName
  | { readonly code: string; readonly status: number; readonly message: string };

export const errorNames: readonly string[] = Object.keys(failures);

/** The refusal that is answered. */
export function failureOf(error: ErrorChoice): ServiceFailure {
  if (typeof error === 'string') return failures[error];
  return new ServiceFailure(error.code, error.status, error.message);
}
