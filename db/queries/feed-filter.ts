import { bucketsOf, type FeedFilter, wholeBuckets } from '#lib/domain/feed/feed-buckets.ts';
import { EXPLOITS, type Exploit } from '#lib/domain/finding/exploit.ts';
import type { Connection } from '../client.ts';
import { underAnyName } from './exploited-findings.ts';
import type { Fragment } from './fragment.ts';
import type { OrganizationScope } from './scope.ts';

const numberOf = (bucket: Exploit): number => EXPLOITS.indexOf(bucket);

/** The buckets that a filter reads, as `findings.exploit` has them. */
export const bucketNumbers = (filter: FeedFilter): number[] => bucketsOf(filter).map(numberOf);

/** Those of which every finding is what the filter is about. */
export const sureBuckets = ({ kev, epssMin }: FeedFilter): number[] =>
  kev === true || epssMin === null ? [] : wholeBuckets(epssMin).map(numberOf);

/**
 * Whether what feeds say of a finding `f` is what the filter asks for. Where its bucket does not tell, its advisory is looked
 * up. EPSS is stored in single precision, and compared in it.
 */
export function fedMatches(sql: Connection, scope: OrganizationScope, filter: FeedFilter): Fragment {
  const { kev, epssMin } = filter;
  const said = (what: Fragment): Fragment =>
    sql`coalesce((select true from (select 1) as one ${underAnyName(sql, scope, 'f.advisory')} where ${what} limit 1), false)`;
  const isKev = sql`(f.exploit = ${numberOf('kev')}::smallint
    or f.exploit = ${numberOf('malicious')}::smallint and ${said(sql`e.kev_added_on is not null`)})`;
  const listed = kev === null ? sql`true` : kev ? isKev : sql`not ${isKev}`;
  const likely =
    epssMin === null
      ? sql`true`
      : sql`(f.exploit = any(${wholeBuckets(epssMin).map(numberOf)}::smallint[])
          or ${said(sql`e.epss >= ${epssMin}::real`)})`;
  return sql`(f.exploit = any(${bucketNumbers(filter)}::smallint[]) and ${listed} and ${likely})`;
}
