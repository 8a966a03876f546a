import type { ActionListRow } from '#db/queries/actions-read.ts';
import { type ActionRow, LANE_NAMES } from '#lib/contracts/action.ts';
import { effortHours } from '#lib/domain/action/action.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import { rankStored, weigh } from '#lib/domain/action/rank-stored.ts';
import { SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import { encodeId } from '#lib/ids.ts';
import { tenths } from '#lib/views/tenths.ts';

function countsOf(load: ActionLoadGroups): Record<Severity, number> {
  const count = (severity: Severity): number => (load[severity] ?? []).reduce((sum, group) => sum + group.count, 0);
  return {
    critical: count('critical'),
    high: count('high'),
    medium: count('medium'),
    unknown: count('unknown'),
    low: count('low'),
    info: count('info'),
  };
}

/** Why the action has its rank, by the rules that ranked it. */
function whyOf(row: ActionListRow, now: Date): string[] {
  const { why, lane } = rankStored({ ...row, ...weigh(row, row.criticality, now), key: '' }, row, now);
  const factors = why.factors.map((factor) => factor.text);
  // The stored lane is from the last scoring: leave out a reason that belongs to another lane.
  return lane === row.lane ? [why.reason, ...factors] : factors;
}

/** Path of an action's page. */
export const actionHref = (id: string): string => `/actions/${id}`;

/** An action as the queue and "Do next" show it; `organization`: the points that the organization's score gains by it. */
export function actionRowOf(row: ActionListRow, organization: number, now: Date): ActionRow {
  const counts = countsOf(row.load);
  const id = encodeId('action', row);
  return {
    id,
    repo: row.fullName,
    repositories: { count: 1, names: [row.fullName] },
    demo: row.demo,
    number: row.number,
    kind: row.kind,
    title: row.title,
    category: row.category,
    severity: SEVERITIES.find((severity) => counts[severity] > 0) ?? null,
    counts,
    open: row.open,
    lane: LANE_NAMES[row.lane] ?? 'by_value',
    why: row.open > 0 ? whyOf(row, now) : [],
    points: { repository: tenths(row.gain), organization: tenths(organization) },
    effort_hours: effortHours(row.effortKind),
    target: row.target,
    due_at: row.dueAt?.toISOString() ?? null,
    overdue: row.dueAt !== null && row.dueAt < now,
    url: actionHref(id),
    findings_url: `/findings?action=${id}`,
  };
}
