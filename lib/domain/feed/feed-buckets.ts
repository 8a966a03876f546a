import { EXPLOITS, type Exploit } from '#lib/domain/finding/exploit.ts';
import { EPSS_FROM } from './exploit-from.ts';

/** What is asked of the feeds' figures themselves; null: nothing. */
export interface FeedFilter {
  /** Listed by KEV, or not listed by what is loaded. */
  kev: boolean | null;
  /** 0 to 1: what EPSS knows, with this probability or more. */
  epssMin: number | null;
}

/** Those whose own EPSS is no part of their bucket: something else is worse. */
const BEYOND: readonly Exploit[] = ['kev', 'malicious'];

/** Where buckets of EPSS begin; `epss_low` begins at 0. */
const beginOf = (bucket: Exploit): number | null =>
  bucket === 'epss_low' ? 0 : (EPSS_FROM.find(([name]) => name === bucket)?.[1] ?? null);

/** Where the next bucket begins. */
function endOf(bucket: Exploit): number {
  const begins = [...EPSS_FROM.map(([, from]) => from)].sort((a, b) => a - b);
  const own = beginOf(bucket) ?? 0;
  return begins.find((from) => from > own) ?? Number.POSITIVE_INFINITY;
}

/** Buckets in which findings may be that a filter is about; an index has each of them together. */
export function bucketsOf({ kev, epssMin }: FeedFilter): Exploit[] {
  return EXPLOITS.filter((bucket) => {
    if (kev === true && !BEYOND.includes(bucket)) return false;
    if (kev === false && bucket === 'kev') return false;
    if (epssMin === null || BEYOND.includes(bucket)) return true;
    return beginOf(bucket) !== null && endOf(bucket) > epssMin;
  });
}

/** Those of them of which every finding has such an EPSS: it need not be looked up. */
export function wholeBuckets(epssMin: number): Exploit[] {
  return EXPLOITS.filter((bucket) => {
    const begin = beginOf(bucket);
    return begin !== null && begin >= epssMin;
  });
}
