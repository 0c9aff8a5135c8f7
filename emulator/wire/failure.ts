/**
 * A refusal in AWS's own shape: an error code, a sentence and an HTTP status.
 * It travels as header `x-amzn-ErrorType` and body `{"Message"}` with a capital M (X-Ray API model).
 */
export class ServiceFailure extends Error {
  override readonly name: string = 'ServiceFailure';
  readonly code: string;
  readonly status: number;
  /** The resource that the refusal is about, where the API model names it beside the message. */
  readonly resourceName: string | undefined;

  constructor(code: string, status: number, message: string, resourceName?: string) {
    super(message);
    this.code = code;
    this.status = status;
    this.resourceName = resourceName;
  }
}

/** The request breaks a rule of the operation (HTTP 400). */
export function invalidRequest(message: string): ServiceFailure {
  return new ServiceFailure('InvalidRequestException', 400, message);
}

/** There is no such rule, group or insight (HTTP 404); only operations whose API model lists it. */
export function resourceNotFound(message: string, resourceName: string): ServiceFailure {
  return new ServiceFailure('ResourceNotFoundException', 404, message, resourceName);
}

/** Too many requests (HTTP 429); the SDK retries it. */
export function throttled(message = 'Rate exceeded'): ServiceFailure {
  return new ServiceFailure('ThrottledException', 429, message);
}

/** More bytes than the server reads (HTTP 413). */
export function tooLarge(mostBytes: number): ServiceFailure {
  return new ServiceFailure('RequestEntityTooLarge', 413, `Request body may have at most ${mostBytes} bytes`);
}

/** A media type or encoding the server does not read (HTTP 415). */
export function unsupportedMediaType(message: string): ServiceFailure {
  return new ServiceFailure('UnsupportedMediaType', 415, message);
}

/** What the caller did wrong as such, anything else as an internal failure (500). */
export function asFailure(thrown: unknown): ServiceFailure {
  if (thrown instanceof ServiceFailure) return thrown;
  const message = `X-Ray Local failed: ${thrown instanceof Error ? thrown.message : thrown}`;
  return Object.assign(new ServiceFailure('InternalFailure', 500, message), { cause: thrown });
}
