import type { ActionRow } from '#lib/contracts/action.ts';
import type { Columns } from './encoder.ts';

const whyOf = ({ why }: ActionRow): string =>
  why.map(({ text, at }) => (at === null ? text : `${text} ${at.slice(0, 10)}`)).join('; ');

/** Names of repositories; those beyond the first are counted. */
function repositoriesOf({ repo, repositories: { count, names } }: ActionRow): string {
  if (repo !== null) return repo;
  return count > names.length ? `${names.join(' ')} and ${count - names.length} more` : names.join(' ');
}

export const actionColumns = (publicUrl: string): Columns<ActionRow> => ({
  lane: ({ lane }) => lane,
  title: ({ title }) => title,
  kind: ({ kind }) => kind,
  severity: ({ severity }) => severity,
  category: ({ category }) => category,
  repositories: repositoriesOf,
  repository_count: ({ repositories }) => repositories.count,
  open_findings: ({ open }) => open,
  critical: ({ counts }) => counts.critical,
  high: ({ counts }) => counts.high,
  medium: ({ counts }) => counts.medium,
  unknown: ({ counts }) => counts.unknown,
  low: ({ counts }) => counts.low,
  info: ({ counts }) => counts.info,
  why: whyOf,
  points_repository: ({ points }) => points.repository,
  points_organization: ({ points }) => points.organization,
  effort_hours: (row) => row.effort_hours,
  target: ({ target }) => target,
  due_at: ({ due_at, work }) => work.due?.at ?? due_at,
  overdue: ({ overdue, work }) => work.due?.overdue ?? overdue,
  sla_at_risk: ({ at_risk }) => at_risk,
  state: ({ work }) => work.state,
  assignee: ({ work }) => work.assignee?.name ?? null,
  rule: ({ rule }) => rule,
  demo: ({ demo }) => demo,
  url: ({ url }) => `${publicUrl}${url}`,
  id: ({ id }) => id,
});
