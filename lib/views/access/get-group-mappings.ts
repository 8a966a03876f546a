import { listSeenGroups } from '#db/queries/seen-groups.ts';
import { listGroupMappings } from '#db/queries/sign-in-policies.ts';
import type { Context } from '#lib/context.ts';
import type { GroupMappingListView } from '#lib/contracts/sign-in.ts';
import { permit } from '#lib/permit.ts';

/** More names than a list can be chosen from are of no use. */
const OFFERED = 1000;

/** What groups of sign-in providers give their members. */
export async function getGroupMappings(ctx: Context): Promise<GroupMappingListView> {
  permit(ctx, 'settings:write', 'organization');
  const scope = { orgId: ctx.orgId };
  const [mappings, seen] = await Promise.all([
    listGroupMappings(ctx.readSql, scope),
    listSeenGroups(ctx.readSql, scope, OFFERED),
  ]);
  return {
    seen,
    items: mappings.map(({ id, provider, group, role, teamSlug, teamName, createdAt }) => ({
      ...{ id, provider, group, role },
      team: teamSlug === null || teamName === null ? null : { slug: teamSlug, name: teamName },
      created_at: createdAt.toISOString(),
    })),
  };
}
