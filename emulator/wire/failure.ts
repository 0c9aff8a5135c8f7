/**
 * A refusal in AWS's own shape: an error code, a sentence and an HTTP status.
 * It travels as header `x-amzn-ErrorType` and body `{"Message"}` with a capital M (X-Ray API model).
 */
export class ServiceFailure extends Error {
  override readonly name: string = 'ServiceFailure';
  readonly code: string;
  readonly status: number;

  constructor(code: string, status: number, message: string) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** The request breaks a rule of the operation (HTTP 400). */
export function invalidRequest(message: string): ServiceFailure {
  return new ServiceFailure('InvalidRequestException', 400, message);
}

/** Too many requests (HTTP 429); the SDK retries it. */
export function throttled(message = 'Rate exceeded'): ServiceFailure {
  return new ServiceFailure('ThrottledException', 429, message);
}
