import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { invalidRequest, tooLarge, unsupportedMediaType } from '../wire/failure';
import { LARGEST_REQUEST_BYTES } from './limits';

const unzip = promisify(gunzip);

/**
 * A request's body without its Content-Encoding, which may be gzip or none. Unpacking stops at the limit, so that a
 * small body cannot become a large one in memory. Throws a `ServiceFailure`: 400, 413 or 415.
 */
export async function unpacked(sent: Buffer, contentEncoding = 'identity'): Promise<Buffer> {
  switch (contentEncoding.trim().toLowerCase()) {
    case '':
    case 'identity':
    case 'none':
      return sent;
    case 'gzip':
      return gunzipped(sent);
    default:
      throw unsupportedMediaType(`Content-Encoding must be gzip or none, got ${contentEncoding}`);
  }
}

async function gunzipped(sent: Buffer): Promise<Buffer> {
  try {
    return await unzip(sent, { maxOutputLength: LARGEST_REQUEST_BYTES });
  } catch (cause) {
    if (isOverflow(cause)) throw tooLarge(LARGEST_REQUEST_BYTES);
    throw Object.assign(invalidRequest(`Request body is not gzip: ${cause}`), { cause });
  }
}

const isOverflow = (cause: unknown): boolean =>
  typeof cause === 'object' && cause !== null && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
