import type { Transaction } from '#db/client.ts';
import { forgetSeenGroups, noteSeenGroups } from '#db/queries/seen-groups.ts';
import { groupMappingBody } from '#lib/contracts/sign-in.ts';
import { addDays } from '#lib/domain/time.ts';

const isMappable = (provider: string, group: string): boolean =>
  group.trim() === group && groupMappingBody.safeParse({ provider, group, role: 'viewer' }).success;

/** Keeps for half a year which groups a provider tells of people of the organization, so that they can be offered. */
export async function keepSeenGroups(
  tx: Transaction,
  scope: { orgId: number },
  { provider, groups, now }: { provider: string; groups: readonly string[]; now: Date },
): Promise<void> {
  const named = groups.filter((group) => group.isWellFormed() && isMappable(provider, group));
  if (named.length === 0) return;
  await forgetSeenGroups(tx, scope, provider, addDays(now, -180));
  await noteSeenGroups(tx, scope, provider, { groups: named, now, fresh: addDays(now, -1) });
}
