import { ServiceFailure } from '../wire/failure';

/**
 * A refusal in the AWS query protocol: code, HTTP status, a sentence, and whose fault it is.
 * The SDK turns the code into its typed exception, e.g. `InvalidParameter` into InvalidParameterException.
 */
export class SnsFailure extends ServiceFailure {
  override readonly name = 'SnsFailure';
}

/** A parameter that breaks a documented limit. */
export function invalidParameter(detail: string): SnsFailure {
  return new SnsFailure('InvalidParameter', 400, `Invalid parameter: ${detail}`);
}

/** A message attribute whose type or value SNS does not take. */
export function invalidValue(message: string): SnsFailure {
  return new SnsFailure('ParameterValueInvalid', 400, message);
}

/** Failures the real service has on bad days, for `failNext`. */
export const badDays = {
  throttled: new SnsFailure('Throttled', 429, 'Rate exceeded'),
  unavailable: new SnsFailure('ServiceUnavailable', 503, 'Service is unavailable'),
  internal: new SnsFailure('InternalError', 500, 'An internal error occurred'),
  denied: new SnsFailure('AuthorizationError', 403, 'User is not authorized to perform: SNS:Publish'),
} as const;

/** The name of such a failure. */
export type BadDay = keyof typeof badDays;
