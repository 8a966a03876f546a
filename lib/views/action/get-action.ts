import { findActionHistory, findActionPlaces, findLastReport, findSameActions } from '#db/queries/action-detail.ts';
import { findActionWatch } from '#db/queries/action-watches.ts';
import { type ActionListRow, findAction } from '#db/queries/actions-read.ts';
import { findEvidence } from '#db/queries/finding-detail.ts';
import type { Context } from '#lib/context.ts';
import type { ActionView } from '#lib/contracts/action-view.ts';
import { findingListParams } from '#lib/contracts/finding.ts';
import { actionSteps } from '#lib/domain/action/steps.ts';
import { Fault } from '#lib/errors.ts';
import { decodeId, encodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { getFindings } from '#lib/views/finding/get-findings.ts';
import { actionHistory } from './action-history.ts';
import { actionHref } from './action-row.ts';
import { actionRows } from './action-rows.ts';
import { subjectOf } from './action-subject.ts';
import { actionTicket } from './action-ticket.ts';
import { getCoverageAction } from './get-coverage-action.ts';
import { storedEntry } from './queue.ts';

const FINDINGS = 20;
const PLACES = 50;
const ELSEWHERE = 20;

/** One fix with its steps, its first findings and where else it is open. @throws Fault not_found */
export async function getAction(ctx: Context, id: string): Promise<ActionView> {
  permit(ctx, 'finding:read', 'repositories');
  const coverage = decodeId('coverage', id);
  if (coverage) return getCoverageAction(ctx, coverage);
  const key = decodeId('action', id);
  const row = key && (await findAction(ctx.readSql, ctx.readScope, key));
  return viewOf(ctx, permit(ctx, 'finding:read', { what: 'action', row }));
}

async function viewOf(ctx: Context, row: ActionListRow): Promise<ActionView> {
  const { orgId, repoId, number } = row;
  const scope = { orgId, repoId };
  const sql = ctx.readSql;
  const [history, places, list, watch] = await Promise.all([
    findActionHistory(sql, scope, number),
    findActionPlaces(sql, scope, number, PLACES),
    getFindings(ctx, findingListParams.parse({ action: encodeId('action', row), limit: FINDINGS })),
    findActionWatch(sql, scope, number, ctx.userId),
  ]);
  const numbers = list.items.map((finding) => finding.number);
  const [worst] = numbers;
  const [evidence, lastReportAt, same, [shown], events] = await Promise.all([
    worst === undefined ? [] : findEvidence(sql, scope, worst, 1),
    findLastReport(sql, scope, numbers),
    history === null ? [] : findSameActions(sql, ctx.readScope, { key: history.key, repoId }, ELSEWHERE),
    actionRows(ctx, [storedEntry(row)]),
    actionHistory(ctx, scope, number),
  ]);
  if (!shown) throw new Fault('not_found', 'There is no such action.');
  const record = evidence[0]?.record ?? null;
  const action = {
    ...shown,
    steps: actionSteps(subjectOf(row, { key: history?.key ?? '', places, record })),
    help_url: record?.helpUrl ?? null,
    open_since: earliest(places.map((place) => place.openedAt)),
    last_report_at: lastReportAt?.toISOString() ?? null,
    closed_at: row.open > 0 ? null : (history?.closedAt?.toISOString() ?? null),
    findings: list.items,
    history: events,
    coverage: null,
    watch: { ...watch, may: ctx.userId !== null },
    elsewhere: same.map((one) => ({
      id: encodeId('action', one),
      repo: one.fullName,
      open: one.open,
      points: null,
      url: actionHref(encodeId('action', one)),
    })),
  };
  return { ...action, ticket: actionTicket(action, ctx.publicUrl) };
}

function earliest(dates: readonly Date[]): string | null {
  const first = dates.reduce<Date | null>((least, date) => (least === null || date < least ? date : least), null);
  return first?.toISOString() ?? null;
}
