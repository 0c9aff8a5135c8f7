import { printable } from '../graph/naming';

const mostCharacters = 120;

/** Text of a trace as it may be shown: one line, no control characters, at most 120 characters. */
export const shown = (text: string): string => {
  const clean = printable(text);
  return clean.length <= mostCharacters ? clean : `${clean.slice(0, mostCharacters - 3)}...`;
};

/** A part of a path that names one thing or one person: a number, a UUID, a long token, an address. */
const identifying = /^(?:\d+|[0-9a-f]{8}-[0-9a-f-]{27,}|(?=.*\d)[\w.~-]{16,}|.*(?:@|%40).*|.{41,})$/i;

/**
 * Host and path of a URL, without user, port, path parameters, query and fragment, and with `*` in place of what identifies one thing;
 * undefined for what is no absolute URL.
 * @example urlPlace('https://me:pw@api.example.com:8443/users/42?token=x') // => 'api.example.com/users/*'
 */
export function urlPlace(url: string): string | undefined {
  const match = /^[a-z][a-z\d+.-]*:\/\/(?:[^@/?#]*@)?(\[[^\]]+\]|[^:/?#]+)(?::\d*)?([^?#]*)/i.exec(url);
  if (match === null) return undefined;
  const [, host = '', path = ''] = match;
  const parts = path
    .replace(/;[^/]*/g, '')
    .split(/[/\\]/)
    .map((part) => (identifying.test(part) ? '*' : part));
  return `${host.toLowerCase()}${parts.join('/').replace(/\/+$/, '')}`;
}
