import type { Transaction } from '../client.ts';
import type { OrganizationScope } from './scope.ts';

/** Counts a refused request; returns how many there are, beginning again at one when the first was at `after` or before. */
export async function addDenial(
  tx: Transaction,
  { orgId }: OrganizationScope,
  { actor, permission }: { actor: string; permission: string },
  { now, after }: { now: Date; after: Date },
): Promise<number> {
  const [row] = await tx<{ requests: number }[]>`
    insert into denials as d (org_id, actor, permission, requests, since)
    values (${orgId}, ${actor}, ${permission}, 1, ${now})
    on conflict (org_id, actor, permission) do update set
      requests = case when d.since > ${after} then d.requests + 1 else 1 end,
      since = case when d.since > ${after} then d.since else excluded.since end
    returning requests`;
  return row?.requests ?? 1;
}

/** Deletes counts of all organizations that began at this time or before. */
export async function forgetDenials(tx: Transaction, after: Date): Promise<void> {
  await tx`delete from denials where since <= ${after}`;
}
