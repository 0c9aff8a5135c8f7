import { ServiceFailure } from '../wire/failure';
import { operationName } from './names';

/** The refusal of an operation that X-Ray has and this emulator has not; HTTP 400, so that no SDK retries it. */
export function unsupportedOperation(path: string): ServiceFailure {
  const message = `X-Ray Local does not support ${operationName(path)}`;
  return new ServiceFailure('UnsupportedOperationException', 400, message);
}
