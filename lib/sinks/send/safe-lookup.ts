import { lookup as lookupHost } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { hostOf } from './check-url.ts';
import { refuseAddress } from './refuse-address.ts';

export interface SafeOptions {
  allowPrivate: boolean;
  /** All addresses of a host. */
  resolve?: (host: string) => Promise<readonly Pinned[]>;
}

/** Gives every host the address that was checked. */
export type Lookup = LookupFunction;

type Pinned = { address: string; family: number };

/**
 * Resolves the name of a URL once. When any of its addresses is refused nothing may be sent there; else connections go to
 * the address that was checked.
 * @returns the `lookup` of a request, or a sentence that says why nothing is sent
 */
export async function safeLookup(url: URL, options: SafeOptions, signal: AbortSignal): Promise<Lookup | string> {
  const host = hostOf(url);
  const found = await withSignal(resolveHost(host, options), signal);
  const refused = found.flatMap((each) => refuseAddress(each.address, options.allowPrivate) ?? [])[0];
  const [pinned] = found;
  if (refused !== undefined) return `${host} cannot be used: ${refused}.`;
  if (pinned === undefined) return `${host} has no address.`;
  return (_host, asked, done) => {
    if (asked.all === true) done(null, [pinned]);
    else done(null, pinned.address, pinned.family);
  };
}

async function resolveHost(host: string, { resolve }: SafeOptions): Promise<readonly Pinned[]> {
  const family = isIP(host);
  if (family !== 0) return [{ address: host, family }];
  return resolve === undefined ? lookupHost(host, { all: true }) : resolve(host);
}

/** A name server that does not answer must not hold anybody longer than the rest may take. */
function withSignal<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  return Promise.race([work, promise]);
}
