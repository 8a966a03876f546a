import { z } from 'zod';
import { countPrincipals, listPrincipals, type PrincipalFilter } from '#db/queries/privilege-principals.ts';
import type { Context } from '#lib/context.ts';
import type { PrincipalListParams, PrincipalListView } from '#lib/contracts/privilege.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, cursorSmall, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { word } from '#lib/views/finding/finding-filter.ts';
import { holding } from '#lib/views/finding/like.ts';
import { askedTotal } from './asked-total.ts';
import { principalViewOf, unusedSince } from './shown.ts';
import { systemsOf } from './systems-of.ts';

const KEY = z.tuple([cursorSmall, cursorInt, cursorInt]);
const LIST = 'principals';

/** Whoever may do something in the systems that the caller sees, the highest level first. @throws Fault not_found for a system */
export async function getPrincipals(ctx: Context, params: PrincipalListParams): Promise<PrincipalListView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const after = key && { level: key[0], repoId: key[1], number: key[2] };
  const systems = await systemsOf(ctx, params);
  const filter = filterOf(params, systems.ids, ctx.now());
  const [rows, total] = await Promise.all([
    listPrincipals(ctx.readSql, ctx, filter, { after, limit: params.limit + 1 }),
    askedTotal(params, (limit) => countPrincipals(ctx.readSql, ctx, filter, limit)),
  ]);
  const { items, next } = pageOf(rows, params.limit, (last) =>
    encodeCursor(LIST, [last.level, last.repoId, last.number]),
  );
  const shown = items.flatMap((row) => {
    const system = systems.byId.get(row.repoId);
    return system === undefined ? [] : [principalViewOf(row, system)];
  });
  return { items: shown, next_cursor: next, ...total };
}

function filterOf(params: PrincipalListParams, repoIds: readonly number[], now: Date): PrincipalFilter {
  const text = word(params.q);
  const is = (value: 'true' | 'false' | undefined): boolean | null => (value === undefined ? null : value === 'true');
  const isAdmin = is(params.admin);
  return {
    repoIds,
    name: text === null ? null : holding(text),
    kinds: params.kind ?? null,
    levelMin: isAdmin === true ? 5 : (params.level_min ?? null),
    levelMax: isAdmin === false ? 4 : null,
    standings: params.standing ?? null,
    unusedSince: unusedSince(params.unused_days, now),
    expiringBefore: params.expiring_before === undefined ? null : new Date(params.expiring_before),
    neverExpires: is(params.never_expires),
    unknown: is(params.unknown),
  };
}
