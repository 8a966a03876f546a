import { findTrustedAuthors } from '#db/queries/decision-policies.ts';
import type { FindingDetail } from '#db/queries/finding-detail.ts';
import { findStatements, type StatedRow } from '#db/queries/statements-match.ts';
import type { Context } from '#lib/context.ts';
import type { StatedView } from '#lib/contracts/finding.ts';
import { decisionOf } from '#lib/domain/statement/decision-of.ts';
import { lastWord } from '#lib/domain/statement/standing.ts';

const MOST = 50;

/** What VEX documents state about a finding, the newest first. */
export async function statedAbout(
  ctx: Context,
  { orgId, repoId, number, advisory }: FindingDetail,
): Promise<StatedView[]> {
  if (advisory === null) return [];
  const scope = { orgId, repoId };
  const rows = await findStatements(ctx.readSql, scope, [number], { limit: MOST });
  if (rows.length === 0) return [];
  const trusted = await findTrustedAuthors(ctx.readSql, ctx);
  const last = new Set([...Map.groupBy(rows, ({ document }) => document).values()].map((own) => lastWord(own)));
  return rows.map((row) => ({
    ...viewOf(row),
    trusted: trusted.some(({ name }) => name === row.author),
    adopts: last.has(row) ? decisionOf(row) : null,
  }));
}

const viewOf = ({ document, name, version, author, role, status, ...row }: StatedRow) => ({
  ...{ document, name, version, author, role, status, justification: row.justification },
  ...{ impact: row.impact, action: row.action, narrow: row.narrow, loaded_by: row.loaderName },
  stated_at: row.statedAt.toISOString(),
  loaded_at: row.loadedAt.toISOString(),
});
