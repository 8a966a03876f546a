import type { AuditFilter } from '#db/queries/audit.ts';
import type { Context } from '#lib/context.ts';
import type { AuditFilterParams, AuditRow } from '#lib/contracts/audit.ts';
import { verbsOf } from '#lib/domain/audit/audit-groups.ts';
import type { ChainedEntry } from '#lib/domain/audit/entry.ts';
import { spanOf } from '#lib/views/calendar/span-of.ts';

export function auditRowOf(entry: ChainedEntry): AuditRow {
  const { sequence, at, actor, verb, target, source, detail, seals, previous, hash } = entry;
  return { sequence, at: at.toISOString(), actor, verb, target, source, detail, seals, previous, hash };
}

export async function auditFilterOf(
  ctx: Pick<Context, 'orgId' | 'readSql'>,
  { who, verb, target, since, until }: AuditFilterParams,
): Promise<AuditFilter> {
  const verbs = verb === undefined ? undefined : verbsOf(verb);
  return { who, verbs, target, ...(await spanOf(ctx, { since, until })) };
}
