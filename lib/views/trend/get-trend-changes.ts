import { z } from 'zod';
import { findDayZones } from '#db/queries/day-zones.ts';
import { listDayChanges } from '#db/queries/trend-changes.ts';
import type { Context } from '#lib/context.ts';
import type { TrendChangeList, TrendChangeParams } from '#lib/contracts/trend.ts';
import { daysWithStarts } from '#lib/domain/calendar/day-zones.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';

const KEY = z.tuple([cursorInt, cursorInstant, cursorInt]);
const LIST = 'changes';

/** What opened, or was fixed, on some days: as many rows as the charts of these days say. */
export async function getTrendChanges(ctx: Context, params: TrendChangeParams): Promise<TrendChangeList> {
  permit(ctx, 'finding:read', 'repositories');
  const { from, to, kind, limit } = params;
  const after = decodeCursor(LIST, KEY, params.cursor);
  const zones = await findDayZones(ctx.readSql, { orgId: ctx.orgId });
  const rows = await listDayChanges(ctx.readSql, ctx.readScope, {
    ...{ ...daysWithStarts(zones, from, to), kind, limit: limit + 1 },
    after: after && { repoId: after[0], at: after[1], number: after[2] },
  });
  const { items, next } = pageOf(rows, limit, (last) => encodeCursor(LIST, [last.repoId, last.atKey, last.number]));
  return {
    items: items.map(({ repoId, number, fullName, title, severity, at }) => {
      const id = encodeId('finding', { repoId, number });
      return {
        id,
        repo: fullName,
        number,
        title,
        severity: severityOf(severity),
        at: at.toISOString(),
        url: `/repositories/${fullName}/findings/${number}`,
      };
    }),
    next_cursor: next,
  };
}
