import { z } from 'zod';
import { countFindings } from '#db/queries/facets.ts';
import { type FindingGroup, findGroups } from '#db/queries/finding-groups.ts';
import { isCountable } from '#db/queries/findings-filter.ts';
import type { Context } from '#lib/context.ts';
import type { FindingGroupParams, FindingGroupRow, FindingGroupsView } from '#lib/contracts/finding.ts';
import { severityOf } from '#lib/domain/finding/severity-number.ts';
import { permit } from '#lib/permit.ts';
import { cursorInt, decodeCursor, encodeCursor, pageOf } from '#lib/views/cursor.ts';
import { totalOf } from '#lib/views/total.ts';
import { FEW_FINDINGS } from './find-page.ts';
import { resolveFilter } from './finding-filter.ts';

const LIST = 'finding groups';
const KEY = z.tuple([cursorInt, cursorInt, z.string().max(600)]);

function groupRowOf(row: FindingGroup): FindingGroupRow {
  return {
    repo: row.fullName,
    rule: row.ruleId,
    title: row.title,
    category: row.category,
    severity: severityOf(row.severity),
    scanner: row.scanner,
    count: row.count,
    demo: row.demo,
  };
}

/** Findings by rule and repository, those with the highest risk first. */
export async function getFindingGroups(ctx: Context, params: FindingGroupParams): Promise<FindingGroupsView> {
  permit(ctx, 'finding:read', 'repositories');
  const key = decodeCursor(LIST, KEY, params.cursor);
  const { filter, counted } = await resolveFilter(ctx, params);
  const among = isCountable(filter) ? 0 : await countFindings(ctx.readSql, ctx.readScope, counted);
  const { rows, groups, findings } = await findGroups(ctx.readSql, ctx.readScope, filter, {
    after: key && { rank: key[0], repoId: key[1], ruleId: key[2] },
    limit: params.limit + 1,
    narrow: among <= FEW_FINDINGS,
  });
  const { items, next } = pageOf(rows, params.limit, (last) => {
    return encodeCursor(LIST, [last.rank, last.repoId, last.ruleId]);
  });
  return {
    items: items.map(groupRowOf),
    next_cursor: next,
    total: totalOf(groups),
    findings: totalOf(findings),
  };
}
