import { MARK_BEGINNING } from '#lib/domain/redaction/secret-mark.ts';

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const DATE = /^\d{4}[-.]\d{2}(?:[-.]\d{2})?(?:T[\d:.Z+-]{0,30})?$/;
const LONG_HEX = /^[0-9a-f]{16,}$/i;
// `main.3f2a9bcd.js`: the hash that a bundler writes into a file's name changes with every build.
const BUILD_HASH = /(?<=[.-])(?=[a-f]*\d)(?=\d*[a-f])[0-9a-f]{8,64}(?=\.)/g;

/** Parameters that only keep caches from answering; scripts and campaigns add and drop them. */
const CACHE_BUSTER =
  /^(?:_|_?(?:v|ver|version|t|ts|time|timestamp|r|rnd|rand|random|cb|dc|ck|nc|nonce|rev|hash|build)|(?:no[-_]?|bust[-_]?)?cache(?:[-_]?bust(?:er)?)?|utm_\w{1,30}|[fg]clid)$/i;
/** A value that stands where a name should: `app.js?1699999999`, `app.js?v1.2.3`, `app.js?3f2a9bcd`. */
const BARE_VALUE = /^v?\d[\d.]*$|^(?=[a-f-]*\d)[0-9a-f-]{8,64}$/i;

/** A token out of letters and digits by turns, which no word is: `zq9f8a7b6c5d`. */
function isRandom(text: string): boolean {
  if (text.length < 8 || text.length > 255 || !/^[a-z0-9]+$/i.test(text)) return false;
  return (text.match(/(?<=[a-z])\d|(?<=\d)[a-z]/gi) ?? []).length >= 4;
}

function segmentTemplate(segment: string): string {
  // A session that stands in the path is another one with every scan.
  if (segment.includes(MARK_BEGINNING)) return '{id}';
  const bare = segment.split(';', 1)[0] ?? '';
  if (/^\d+$/.test(bare) || UUID.test(bare) || DATE.test(bare) || LONG_HEX.test(bare) || isRandom(bare)) return '{id}';
  return bare.length > 8 && bare.length <= 255 ? bare.replace(BUILD_HASH, '{id}') : bare;
}

/**
 * Path with ids replaced and the sorted names of the query, without scheme, host and port: a finding lives in its
 * repository, and the same service is tested on staging today and under another name tomorrow.
 */
export function urlTemplate(url: string): string {
  const withoutFragment = url.split('#', 1)[0] ?? '';
  const [address = '', ...queries] = withoutFragment.split('?');
  const absolute = /^(?:[a-z][a-z0-9+.-]{0,30}:)?\/\/[^/]*/i.exec(address);
  const path = absolute ? address.slice(absolute[0].length) : address.startsWith('/') ? address : pathOfBare(address);
  const template = path
    .split('/')
    .filter((segment) => segment !== '')
    .map(segmentTemplate)
    .join('/');
  const names = queries
    .join('&')
    .split(/[&;]/)
    .map((pair) => pair.split('=', 1)[0] ?? '')
    .filter((name) => name !== '' && !CACHE_BUSTER.test(name) && !BARE_VALUE.test(name) && !isRandom(name));
  const query = [...new Set(names)].sort().join('&');
  return query === '' ? `/${template}` : `/${template}?${query}`;
}

const PAGE = /\.(?:php|aspx?|jsp|html?|cgi|do|action|js|css|json|xml)$/i;

/** `example.com:443/login`: the first segment is a host when it looks like one. */
function pathOfBare(address: string): string {
  const slash = address.indexOf('/');
  const head = slash === -1 ? address : address.slice(0, slash);
  if (PAGE.test(head)) return address;
  return /^(?:localhost|[\w-]+(?:\.[\w-]+)+|\[[0-9a-f:]+\])(?::\d{1,5})?$/i.test(head)
    ? address.slice(head.length)
    : address;
}
