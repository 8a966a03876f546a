import { isIP } from 'node:net';
import { refuseAddress } from './refuse-address.ts';

/** The host of a URL without the brackets of IPv6. */
export const hostOf = (url: URL): string => url.hostname.replace(/^\[|\]$/g, '');

/**
 * Parses an address as requests are sent to it; numbers that stand for an IPv4 address in any spelling become it.
 * @returns the URL, or a sentence (lower case, no full stop) that says why nothing is sent there
 */
export function checkUrl(text: string, allowPrivate: boolean): URL | string {
  const url = URL.parse(text);
  if (url === null) return 'must be an address like https://example.com/hook';
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'must begin with https://';
  if (url.protocol === 'http:' && !allowPrivate) return 'must begin with https:// (http is for ALLOW_PRIVATE_SINKS)';
  if (url.username !== '' || url.password !== '') return 'must hold no user name or password';
  const host = hostOf(url);
  const reason = isIP(host) === 0 ? null : refuseAddress(host, allowPrivate);
  return reason === null ? url : `cannot be used: ${reason}`;
}
