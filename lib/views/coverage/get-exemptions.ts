import { z } from 'zod';
import { findExceptionPolicy } from '#db/queries/decision-policies.ts';
import { listExemptions } from '#db/queries/exemptions.ts';
import type { Context } from '#lib/context.ts';
import type { ExemptionList, ExemptionListParams } from '#lib/contracts/exemption.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { exemptionViewOf } from './exemption-view.ts';

const KEY = z.tuple([cursorInstant, cursorInt, cursorInt]);

/** What is not expected by decision, and what waits for one; the newest first. */
export async function getExemptions(ctx: Context, params: ExemptionListParams): Promise<ExemptionList> {
  permit(ctx, 'posture:read', 'repositories');
  const key = decodeCursor('exemptions', KEY, params.cursor);
  const after = key && { requestedAt: key[0], repoId: key[1], number: key[2] };
  const expiringBefore = params.expiring_before === undefined ? null : new Date(params.expiring_before);
  const [rows, policy] = await Promise.all([
    listExemptions(ctx.readSql, ctx.readScope, {
      states: params.state,
      expiringBefore,
      after,
      limit: params.limit + 1,
    }),
    findExceptionPolicy(ctx.readSql, { orgId: ctx.orgId }),
  ]);
  const { items, next } = pageOf(rows, params.limit, ({ requestedKey, repoId, number }) =>
    encodeCursor('exemptions', [requestedKey, repoId, number]),
  );
  return { items: items.map((row) => exemptionViewOf(ctx, row, policy)), next_cursor: next };
}
