import { BlockList, isIP } from 'node:net';
import { deviceOf } from '#lib/domain/access/device-of.ts';
import type { SessionOrigin } from '#lib/services/access/start-session.ts';

/** Header with the source address; our listener sets it on every request and overwrites what the client sent. */
export const SOURCE_HEADER = 'x-plumbline-source';

const plain = (address: string): string => address.trim().replace(/^::ffff:(?=\d+\.)/i, '');

/** Addresses (`10.0.0.7`) and networks (`10.0.0.0/8`) of proxies, as `TRUSTED_PROXIES` lists them. */
export function proxyList(entries: readonly string[]): BlockList {
  const list = new BlockList();
  for (const entry of entries) {
    const [address = '', bits] = entry.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    if (bits === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(bits), family);
  }
  return list;
}

/**
 * The source address of a request. Each proxy appends its client's address to `X-Forwarded-For`, so the list is read from
 * its end, and only as far as trusted proxies wrote it. Without trusted proxies the header is ignored.
 */
export function requestSource(remote: string, forwardedFor: string | undefined, trusted: BlockList): string {
  let source = plain(remote);
  for (const text of (forwardedFor ?? '').split(',').reverse()) {
    const address = plain(text);
    if (!isIP(address) || !isIP(source) || !trusted.check(source, isIP(source) === 6 ? 'ipv6' : 'ipv4')) break;
    source = address;
  }
  return source;
}

/** The network that counts as one source: an IPv4 address, or an IPv6 /64, which one customer usually has. */
export function networkOf(source: string): string {
  if (isIP(source) !== 6) return source;
  const [head = '', tail] = source.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array<string>(Math.max(0, zeros)).fill('0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

/** What counts as the source of a request, from the header that our listener has set. */
export function sourceOf(headers: Pick<Headers, 'get'>): string {
  return networkOf(headers.get(SOURCE_HEADER) ?? 'unknown');
}

/** Where a session begins. */
export function originOf(headers: Pick<Headers, 'get'>): SessionOrigin {
  return { source: sourceOf(headers), device: deviceOf(headers.get('user-agent')) };
}
