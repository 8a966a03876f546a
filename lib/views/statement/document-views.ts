import { findTrustedAuthors } from '#db/queries/decision-policies.ts';
import { countAdopted, countMatched, countStatements } from '#db/queries/statements-read.ts';
import type { StatementDocumentRow } from '#db/queries/statements-write.ts';
import type { Context } from '#lib/context.ts';
import type { StatementDocumentView } from '#lib/contracts/statement.ts';
import { STATEMENT_STATUSES } from '#lib/domain/statement/statement.ts';

/** Documents with what they state, and what of it is about findings of what the caller sees. */
export async function documentViews(
  ctx: Context,
  rows: readonly StatementDocumentRow[],
): Promise<StatementDocumentView[]> {
  const ids = rows.map(({ id }) => id);
  const { sql, readScope: scope } = ctx;
  const [trusted, counts, matched, adopted] = await Promise.all([
    findTrustedAuthors(sql, ctx),
    countStatements(sql, ctx, ids),
    countMatched(sql, scope, ids),
    countAdopted(sql, scope, ids),
  ]);
  return rows.map((row): StatementDocumentView => {
    const own = counts.filter(({ document }) => document === row.id);
    const of = (status: string): number => own.find((one) => one.status === status)?.count ?? 0;
    const match = matched.find(({ document }) => document === row.id);
    return {
      ...{ id: row.id, document: row.name, format: row.format, version: row.version },
      ...{ author: row.author, role: row.role, source: row.source, loaded_by: row.loaderName },
      stated_at: row.statedAt.toISOString(),
      loaded_at: row.loadedAt.toISOString(),
      trusted: trusted.some(({ name }) => name === row.author),
      withdrawn_at: row.withdrawnAt?.toISOString() ?? null,
      withdrawn_by: row.withdrawnBy,
      statements: Object.fromEntries(STATEMENT_STATUSES.map((status) => [status, of(status)])) as Record<
        (typeof STATEMENT_STATUSES)[number],
        number
      >,
      statements_total: own.reduce((sum, { count }) => sum + count, 0),
      matched: match?.statements ?? 0,
      findings: match?.findings ?? 0,
      adopted: adopted.find(({ document }) => document === row.id)?.count ?? 0,
      skipped: row.skipped,
      skipped_items: [...row.skippedItems],
    };
  });
}
