import { findDecisionPolicy } from '#db/queries/decision-policies.ts';
import { type Exploitation, findExploitation } from '#db/queries/exploited-findings.ts';
import type { FindingListRow } from '#db/queries/findings-read.ts';
import type { Context } from '#lib/context.ts';
import type { FindingRow } from '#lib/contracts/finding.ts';
import { findingRowOf } from './finding-row.ts';

const NOTHING: ReadonlyMap<string, Exploitation> = new Map();

/** Findings as lists show them: what feeds say of their advisories is asked for once, where they say anything. */
export async function findingRows(ctx: Context, rows: readonly FindingListRow[], now: Date): Promise<FindingRow[]> {
  const advisories = [...new Set(rows.flatMap(({ advisory, exploit }) => (exploit > 0 && advisory) || []))];
  const [known, { sla }] = await Promise.all([
    advisories.length === 0 ? NOTHING : findExploitation(ctx.readSql, ctx, advisories),
    findDecisionPolicy(ctx.readSql, ctx),
  ]);
  return rows.map((row) => findingRowOf(row, now, { known: known.get(row.advisory ?? '') ?? null, sla }));
}
