import { z } from 'zod';
import { listAuditEntries } from '#db/queries/audit-list.ts';
import type { Context } from '#lib/context.ts';
import type { AuditListParams, AuditListView } from '#lib/contracts/audit.ts';
import { permit } from '#lib/permit.ts';
import { cursorInstant, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { auditFilterOf, auditRowOf } from './audit-row.ts';

const KEY = z.tuple([cursorInstant, z.number().int().min(1).max(Number.MAX_SAFE_INTEGER)]);

/** The organization's audit log, newest first. @throws Fault forbidden */
export async function getAudit(ctx: Context, params: AuditListParams): Promise<AuditListView> {
  permit(ctx, 'audit:read', 'organization');
  const key = decodeCursor('audit', KEY, params.cursor);
  const after = key && { at: new Date(key[0]), sequence: key[1] };
  const scope = { orgId: ctx.orgId };
  const page = { after, limit: params.limit + 1 };
  const entries = await listAuditEntries(ctx.readSql, scope, await auditFilterOf(ctx, params), page);
  const { items, next } = pageOf(entries, params.limit, ({ at, sequence }) =>
    encodeCursor('audit', [at.toISOString(), sequence]),
  );
  return { items: items.map(auditRowOf), next_cursor: next };
}
