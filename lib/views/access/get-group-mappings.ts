import { listGroupMappings } from '#db/queries/sign-in-policies.ts';
import type { Context } from '#lib/context.ts';
import type { GroupMappingListView } from '#lib/contracts/sign-in.ts';
import { permit } from '#lib/permit.ts';

/** What groups of sign-in providers give their members. */
export async function getGroupMappings(ctx: Context): Promise<GroupMappingListView> {
  permit(ctx, 'settings:write', 'organization');
  const mappings = await listGroupMappings(ctx.readSql, { orgId: ctx.orgId });
  return {
    items: mappings.map(({ id, provider, group, role, teamSlug, teamName, createdAt }) => ({
      ...{ id, provider, group, role },
      team: teamSlug === null || teamName === null ? null : { slug: teamSlug, name: teamName },
      created_at: createdAt.toISOString(),
    })),
  };
}
