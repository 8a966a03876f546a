import { z } from 'zod';
import { countGrants, type GrantFilter, listGrants } from '#db/queries/privilege-grants.ts';
import { findGroupsAbove } from '#db/queries/privilege-principals.ts';
import type { Context } from '#lib/context.ts';
import type { GrantListParams, GrantListView } from '#lib/contracts/privilege.ts';
import { chainTo } from '#lib/domain/privilege/history/chain.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { askedTotal } from './asked-total.ts';
import { grantViews } from './grant-views.ts';
import { rightsOf } from './rights-of.ts';
import { unusedSince } from './shown.ts';
import { placeOf, systemsOf } from './systems-of.ts';

const KEY = z.tuple([cursorSmall, cursorInt, cursorInt, z.string().regex(/^[0-9a-f]{32}$/)]);
const LIST = 'grants';

/** Rights in the systems that the caller sees, the highest level first; of one principal with why it has each. @throws Fault not_found */
export async function getGrants(ctx: Context, params: GrantListParams): Promise<GrantListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const after = key && { level: key[0], repoId: key[1], principal: key[2], key: key[3] };
  const systems = await systemsOf(ctx, params);
  const principal = placeOf('principal', params.principal, systems);
  const resource = placeOf('resource', params.resource, systems);
  const place = principal ?? resource;
  const onRepository = params.repo === undefined ? null : await rightsOf(ctx, params.repo, systems);
  const scope = principal && { orgId: ctx.orgId, repoId: principal.repoId };
  const above = scope ? await findGroupsAbove(ctx.readSql, scope, principal.number) : [];
  const filter: GrantFilter = {
    repoIds: place === null ? systems.ids : [place.repoId],
    principals: principal && [...new Set([principal.number, ...above.map(({ groupNumber }) => groupNumber)])],
    resources: resource === null ? onRepository : [resource],
    levelMin: params.level_min ?? null,
    vias: params.via ?? null,
    unusedSince: unusedSince(params.unused_days, ctx.now()),
    useTold: params.use_told === undefined ? null : params.use_told === 'true',
  };
  const [rows, total] = await Promise.all([
    listGrants(ctx.readSql, ctx, filter, { after, limit: params.limit + 1 }),
    askedTotal(params, (limit) => countGrants(ctx.readSql, ctx, filter, limit)),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.level, last.repoId, last.principal, last.key.toString('hex')]),
  );
  const chainOf = (holder: number): readonly number[] =>
    principal === null ? [] : (chainTo(above, principal.number, holder) ?? []);
  return { items: await grantViews(ctx, items, systems, chainOf), next_cursor: next, ...total };
}
