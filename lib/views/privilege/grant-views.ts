import type { ListedGrant } from '#db/queries/privilege-grants.ts';
import type { Context } from '#lib/context.ts';
import type { GrantView } from '#lib/contracts/privilege.ts';
import { principalNames, resourceNames } from './names-of.ts';
import { settingsOf } from './settings-of.ts';
import { iso, productionOf, seenOf, unknownOf } from './shown.ts';
import type { Systems } from './systems-of.ts';

/** @param chainOf the groups between whoever is asked about and the one that was given a right, by number */
export async function grantViews(
  ctx: Context,
  rows: readonly ListedGrant[],
  systems: Systems,
  chainOf: (principal: number) => readonly number[] = () => [],
): Promise<GrantView[]> {
  const chains = rows.map(({ principal }) => chainOf(principal));
  const people = rows.flatMap(({ repoId, principal }, index) =>
    [principal, ...(chains[index] ?? [])].map((number) => ({ repoId, number })),
  );
  const [nameOf, resourceOf, settings] = await Promise.all([
    principalNames(ctx, people),
    resourceNames(
      ctx,
      rows.map(({ repoId, resource }) => ({ repoId, number: resource })),
    ),
    settingsOf(ctx),
  ]);
  return rows.map((row, index) => {
    const resource = resourceOf(row.repoId, row.resource);
    return {
      system: systems.byId.get(row.repoId)?.fullName ?? '',
      principal: nameOf(row.repoId, row.principal),
      resource: { ...resource, production: productionOf(resource.kind, resource.name, settings) },
      level: row.level,
      permission: row.permission,
      via: row.via,
      chain: (chains[index] ?? []).map((number) => nameOf(row.repoId, number)),
      ...toldOf(row.detail),
      expires: seenOf(row.expiresAt, row.expiresTold),
      last_used: seenOf(row.lastUsedAt, row.lastUsedTold),
      since: row.sinceAt.toISOString(),
      ...unknownOf(row),
    };
  });
}

/** What few systems tell of a right is kept beside its columns. */
function toldOf(detail: Record<string, unknown>): Pick<GrantView, 'granted_at' | 'granted_by' | 'conditions'> {
  const { grantedAt, grantedBy, conditions } = detail;
  const at = typeof grantedAt === 'string' ? new Date(grantedAt) : null;
  const asked = typeof conditions === 'object' && conditions !== null ? (conditions as Record<string, unknown>) : null;
  const flag = (value: unknown): boolean | null => (typeof value === 'boolean' ? value : null);
  return {
    granted_at: at === null || Number.isNaN(at.getTime()) ? null : iso(at),
    granted_by: typeof grantedBy === 'string' ? grantedBy : null,
    conditions: asked && {
      approval: flag(asked.approval),
      mfa: flag(asked.mfa),
      branch: typeof asked.branch === 'string' ? asked.branch : null,
    },
  };
}
