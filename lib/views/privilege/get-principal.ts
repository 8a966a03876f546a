import { listGrants } from '#db/queries/privilege-grants.ts';
import { findBasePermission } from '#db/queries/privilege-levels.ts';
import { findGroupsAbove, findMembersOf, findPrincipal } from '#db/queries/privilege-principals.ts';
import type { Context } from '#lib/context.ts';
import type { PrincipalDetail } from '#lib/contracts/privilege.ts';
import { chainTo } from '#lib/domain/privilege/history/chain.ts';
import { baseLevelOf } from '#lib/domain/privilege/history/effective.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { grantViews } from './grant-views.ts';
import { principalNames } from './names-of.ts';
import { principalViewOf } from './shown.ts';
import { systemsOf } from './systems-of.ts';

const GRANTS = 100;
const MEMBERS = 200;

/** One principal, with what it may do and why: by which groups, by which rights. @throws Fault not_found */
export async function getPrincipal(ctx: Context, id: string): Promise<PrincipalDetail> {
  permit(ctx, 'finding:read', 'repositories');
  const place = decodeId('principal', id);
  const systems = await systemsOf(ctx, {});
  const system = place === null ? undefined : systems.byId.get(place.repoId);
  const scope = { orgId: ctx.orgId, repoId: system?.repoId ?? 0 };
  const found = place && system && (await findPrincipal(ctx.readSql, scope, place.number));
  const row = permit(ctx, 'finding:read', {
    what: 'principal',
    row: found && system ? { ...found, fullName: system.fullName, system } : null,
  });
  const above = await findGroupsAbove(ctx.readSql, scope, row.number);
  const groups = [...new Set(above.map(({ groupNumber }) => groupNumber))].filter((group) => group !== row.number);
  const none = { after: null, limit: GRANTS };
  const filter = {
    repoIds: [row.repoId],
    resources: null,
    levelMin: null,
    vias: null,
    unusedSince: null,
    useTold: null,
  };
  const [grants, { members, count }, base] = await Promise.all([
    listGrants(ctx.readSql, ctx, { ...filter, principals: [row.number, ...groups] }, none),
    findMembersOf(ctx.readSql, scope, row.number, MEMBERS),
    findBasePermission(ctx.readSql, scope),
  ]);
  const chainOf = (group: number): number[] => chainTo(above, row.number, group) ?? [];
  const nameOf = await principalNames(
    ctx,
    [...groups, ...members].map((number) => ({ repoId: row.repoId, number })),
  );
  const levels = new Map<number, number>();
  for (const { principal, level } of grants) levels.set(principal, Math.max(level, levels.get(principal) ?? 0));
  return {
    ...principalViewOf(row, row.system),
    own: ownOf(row),
    base_level: row.standing === 'member' && base !== null ? baseLevelOf(base) : null,
    groups: groups.map((group) => ({
      ...nameOf(row.repoId, group),
      level: levels.get(group) ?? 0,
      chain: chainOf(group)
        .slice(0, -1)
        .map((number) => nameOf(row.repoId, number)),
    })),
    members: members.map((number) => nameOf(row.repoId, number)),
    member_count: count,
    grants: await grantViews(ctx, grants, systems, chainOf),
    first_seen: row.firstSeen.toISOString(),
  };
}

function ownOf({
  ownLevel,
  detail,
}: {
  ownLevel: number | null;
  detail: Record<string, unknown>;
}): PrincipalDetail['own'] {
  const { permissions, everywhere } = detail;
  if (ownLevel === null || typeof permissions !== 'object' || permissions === null) return null;
  const named = Object.fromEntries(Object.entries(permissions).map(([name, how]) => [name, String(how)]));
  return { level: ownLevel, permissions: named, everywhere: typeof everywhere === 'boolean' ? everywhere : null };
}
