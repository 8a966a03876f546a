import type { BranchDifference } from '#lib/domain/stream/compare-branch.ts';
import type { PresentFinding } from '#lib/domain/stream/move.ts';
import type { Connection, Transaction } from '../client.ts';
import type { RepositoryScope } from './scope.ts';
import type { Stream } from './streams.ts';

/** All streams of these refs. */
export async function findStreamsOfRefs(tx: Connection, scope: RepositoryScope, refs: string[]): Promise<Stream[]> {
  return tx<Stream[]>`
    select * from streams
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and ref = any(${refs}::text[]) order by id`;
}

type Side = PresentFinding & { side: 'branch' | 'base' };

/** Where a branch's stream and the default branch's ones differ, by findings. Suppressed ones are on neither side. */
export async function findBranchDifference(
  tx: Transaction,
  scope: RepositoryScope,
  streams: { branch: number; base: number[] },
): Promise<BranchDifference> {
  const sides = tx`
    branch as (
      select s.* from sightings s
      where s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.stream_id = ${streams.branch}
        and s.until_upload is null),
    base as (
      select distinct on (s.finding_number) s.* from sightings s
      where s.org_id = ${scope.orgId} and s.repo_id = ${scope.repoId} and s.stream_id = any(${streams.base}::int[])
        and s.until_upload is null and s.suppressed = 0
      order by s.finding_number, s.stream_id)`;
  const only = (side: 'branch' | 'base') => tx`
    select ${side}::text as side, o.finding_number as number, encode(o.key, 'hex') as key,
      encode(o.content, 'hex') as content_hash, encode(o.move, 'hex') as move, o.path, o.line
    from ${tx(side)} o
    where o.suppressed = 0 and not exists (
      select 1 from ${tx(side === 'base' ? 'branch' : 'base')} x where x.finding_number = o.finding_number)`;
  const rows: Side[] = [];
  for await (const batch of tx<Side[]>`with ${sides} ${only('branch')} union all ${only('base')}`.cursor(5000)) {
    rows.push(...batch);
  }
  const [both] = await tx<{ unchanged: number; changed: number }[]>`
    with ${sides}
    select count(*) filter (where same)::int as unchanged, count(*) filter (where not same)::int as changed from (
      select branch.suppressed = 0 and branch.content = base.content as same
      from branch join base on base.finding_number = branch.finding_number) pairs`;
  return {
    onlyBranch: rows.filter((row) => row.side === 'branch'),
    onlyBase: rows.filter((row) => row.side === 'base'),
    ...(both ?? { unchanged: 0, changed: 0 }),
  };
}

/** Those of the findings that one of the streams holds, not suppressed. */
export async function findHeld(
  tx: Connection,
  scope: RepositoryScope,
  streamIds: number[],
  numbers: number[],
): Promise<Set<number>> {
  if (streamIds.length === 0 || numbers.length === 0) return new Set();
  const rows = await tx<{ number: number }[]>`
    select distinct finding_number as number from sightings
    where org_id = ${scope.orgId} and repo_id = ${scope.repoId} and stream_id = any(${streamIds}::int[])
      and finding_number = any(${numbers}::int[]) and until_upload is null and suppressed = 0`;
  return new Set(rows.map((row) => row.number));
}
