import type { ActionListRow } from '#db/queries/actions-read.ts';
import { experienceOf } from '#db/queries/efforts.ts';
import { type ActionRow, LANE_NAMES } from '#lib/contracts/action.ts';
import type { ActionWorkView } from '#lib/contracts/action-work.ts';
import { type Effort, effortOf } from '#lib/domain/action/effort.ts';
import type { ActionLoadGroups } from '#lib/domain/action/load.ts';
import { rankStored, weigh } from '#lib/domain/action/rank-stored.ts';
import type { FeedDates } from '#lib/domain/action/reasons.ts';
import { splitTitle } from '#lib/domain/action/title.ts';
import { SEVERITIES, type Severity } from '#lib/domain/finding/finding.ts';
import { encodeId } from '#lib/ids.ts';
import { tenths } from '#lib/views/tenths.ts';

/** Open findings by severity. */
export function countsOf(load: ActionLoadGroups): Record<Severity, number> {
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

/** Severities that the action has open findings of, the highest first. */
export function severitiesOf(load: ActionLoadGroups): Severity[] {
  const counts = countsOf(load);
  return SEVERITIES.filter((severity) => counts[severity] > 0);
}

type WhyFacts = Pick<RowFacts, 'now' | 'feeds' | 'elsewhere'>;

/** Why the action has its rank, by the rules that ranked it. */
function whyOf(row: ActionListRow, { now, feeds, elsewhere = false }: WhyFacts): ActionRow['why'] {
  const { why } = rankStored(
    {
      ...row,
      ...weigh({ ...row, acceptedLoad: {} }, row.criticality, now, row.sla ?? undefined, row.exposure),
      ...{ key: '', elsewhere, experience: experienceOf(row) },
    },
    row,
    now,
    feeds,
  );
  return why.reasons.map(({ text, at }) => ({ text, at: at?.toISOString() ?? null }));
}

/** What a row is made of beside the action itself. */
export interface RowFacts {
  /** Points that the organization's score gains by it. */
  organization: number;
  work: ActionWorkView;
  /** Of which day the feeds are. */
  feeds: FeedDates;
  now: Date;
  /** The row is of several repositories. */
  elsewhere?: boolean;
}

/** Whether the first of these dates is past, or it is at risk. */
export function slaState(
  rows: readonly Pick<ActionListRow, 'dueAt' | 'atRiskAt'>[],
  now: Date,
): Pick<ActionRow, 'overdue' | 'at_risk'> {
  const overdue = rows.some(({ dueAt }) => dueAt !== null && dueAt < now);
  return { overdue, at_risk: !overdue && rows.some(({ atRiskAt }) => atRiskAt !== null && atRiskAt <= now) };
}

function effortView({ experience }: Effort): ActionRow['effort'] {
  if (experience === null) return RULE_OF_THUMB;
  const { closings, medianHours, until } = experience;
  return { source: 'own_fixes', fixes: closings, median_hours: medianHours, until: until.toISOString() };
}

export const RULE_OF_THUMB: ActionRow['effort'] = {
  source: 'rule_of_thumb',
  fixes: null,
  median_hours: null,
  until: null,
};

/** Path of an action's page. */
export const actionHref = (id: string): string => `/actions/${id}`;

/** An action as the queue and "Do next" show it. */
export function actionRowOf(row: ActionListRow, facts: RowFacts): ActionRow {
  const { organization, work, now } = facts;
  const id = encodeId('action', row);
  const effort = effortOf(row.effortKind, experienceOf(row));
  return {
    id,
    repo: row.fullName,
    repositories: { count: 1, names: [row.fullName] },
    demo: row.demo,
    number: row.number,
    kind: row.kind,
    ...splitTitle(row.kind, row.title),
    category: row.category,
    severity: severitiesOf(row.load)[0] ?? null,
    counts: countsOf(row.load),
    open: row.open,
    lane: LANE_NAMES[row.lane] ?? 'by_value',
    why: row.open > 0 ? whyOf(row, facts) : [],
    points: { repository: tenths(row.gain), organization: tenths(organization) },
    effort_hours: effort.hours,
    effort: effortView(effort),
    target: row.target,
    due_at: row.dueAt?.toISOString() ?? null,
    ...slaState([row], now),
    work,
    url: actionHref(id),
    findings_url: `/findings?action=${id}`,
  };
}
