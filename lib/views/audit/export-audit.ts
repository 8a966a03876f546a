import type { AuditPosition } from '#db/queries/audit.ts';
import { listAuditEntries } from '#db/queries/audit-list.ts';
import type { Context } from '#lib/context.ts';
import type { AuditFilterParams } from '#lib/contracts/audit.ts';
import { permit } from '#lib/permit.ts';
import { auditFilterOf, auditRowOf } from './audit-row.ts';

const BATCH = 1000;

type ExportContext = Pick<Context, 'orgId' | 'principal' | 'readScope' | 'readSql'>;

/**
 * Every entry of the audit log that matches, newest first, a line of JSON each, in texts of many lines. Memory stays
 * flat. Entries that are added meanwhile are not in it.
 * @throws Fault forbidden, before the first line
 */
export function exportAudit(ctx: ExportContext, params: AuditFilterParams): AsyncGenerator<string> {
  permit(ctx, 'audit:read', 'organization');
  return linesOf(ctx, params);
}

async function* linesOf(ctx: ExportContext, params: AuditFilterParams): AsyncGenerator<string> {
  const filter = await auditFilterOf(ctx, params);
  let after: AuditPosition | null = null;
  do {
    const page = { after, limit: BATCH };
    const entries = await listAuditEntries(ctx.readSql, { orgId: ctx.orgId }, filter, page);
    if (entries.length > 0) yield entries.map((entry) => `${JSON.stringify(auditRowOf(entry))}\n`).join('');
    after = entries.length < BATCH ? null : (entries.at(-1) ?? null);
  } while (after !== null);
}
