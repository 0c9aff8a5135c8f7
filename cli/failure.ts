import { SettingsError } from '../functions/settings';
import { type ExitCode, exits, Refused } from './exit';

/** What to tell a person about an error, and the exit code it means. */
export interface Failure {
  readonly exit: ExitCode;
  readonly text: string;
}

const credentials = [
  'CredentialsProviderError',
  'TokenProviderError',
  'ExpiredToken',
  'ExpiredTokenException',
  'UnrecognizedClientException',
  'InvalidSignatureException',
  'InvalidClientTokenId',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
  'IncompleteSignature',
];
const denied = ['AccessDenied', 'AccessDeniedException', 'NotAuthorized', 'UnauthorizedOperation'];

/** Turns an error into a sentence: refusals and settings as they are, AWS troubles in plain words, the rest with its causes. */
export function failureOf(error: unknown): Failure {
  if (error instanceof Refused) return { exit: error.exit, text: error.message };
  if (error instanceof SettingsError) return { exit: exits.misuse, text: error.message };
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  if (credentials.includes(name)) {
    return failed(`no usable AWS credentials (${message}); sign in, or name a profile with --profile`);
  }
  if (denied.includes(name)) return failed(`AWS does not allow this to the credentials in use: ${message}`);
  if (name === 'AbortError') return failed('stopped before the end');
  if (message === 'Region is missing') {
    return failed('no AWS Region is set; give --region, or set AWS_REGION or the profile');
  }
  return failed(chain(error).join('\n  because '));
}

const failed = (text: string): Failure => ({ exit: exits.failed, text });

/** The messages of an error and of its causes, outermost first; at most ten. */
function chain(error: unknown): string[] {
  const texts: string[] = [];
  for (let at = error; at !== undefined && at !== null && texts.length < 10; ) {
    texts.push(at instanceof Error ? `${at.name}: ${at.message || inner(at)}` : String(at));
    at = at instanceof Error ? at.cause : undefined;
  }
  return texts;
}

/** A refused connection hides its reasons in a list. */
const inner = (error: Error): string =>
  error instanceof AggregateError ? error.errors.map((one) => String(one)).join('; ') : 'no message';
