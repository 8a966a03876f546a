import { formatPoints } from '#components/shared/action-points.ts';
import { ActionWhere } from '#components/shared/action-where.tsx';
import { Due } from '#components/shared/due.tsx';
import { reasonText } from '#components/shared/reason-text.ts';
import { WorkState } from '#components/shared/work/work-state.tsx';
import { Card, Facts } from '#components/ui/card.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useOverall } from '#components/ui/scope.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionView } from '#lib/contracts/action-view.ts';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { formatCount, formatDate, formatEffort, formatNumber } from '#lib/format.ts';

function Counts({ counts }: Pick<ActionView, 'counts'>) {
  return (
    <span className="flex flex-wrap gap-x-3">
      {SEVERITIES.filter((severity) => counts[severity] > 0).map((severity) => (
        <SeverityMark key={severity} severity={severity} count={counts[severity]} />
      ))}
    </span>
  );
}

/** The date that a person set, and why. */
function OwnDate({ due }: { due: NonNullable<ActionView['work']['due']> }) {
  return (
    <span>
      <Due at={due.at} overdue={due.overdue} />
      <span className="block text-12 text-soft [overflow-wrap:anywhere]">{due.reason}</span>
    </span>
  );
}

/** What it takes, and who says so. */
function Effort({ action: { effort_hours, effort } }: { action: ActionView }) {
  const { source, fixes, until } = effort;
  return (
    <span>
      about {formatEffort(effort_hours)}
      <span className="block text-12 text-soft">
        {source === 'rule_of_thumb' || until === null
          ? 'rule of thumb'
          : `learned of ${formatCount(fixes ?? 0, 'such fix', 'such fixes')} of yours up to ${formatDate(until, null)}`}
      </span>
    </span>
  );
}

const isIdle = ({ work }: ActionView): boolean =>
  work.assignee === null && work.still_in === null && (work.state === 'open' || work.state === 'closed');

/** What it is worth, what it costs, and until when. */
export function ActionFacts({ action }: { action: ActionView }) {
  const { due_at, overdue, at_risk, open_since, last_report_at } = action;
  const items = [
    {
      name: 'Where',
      value: <ActionWhere action={action} />,
    },
    ...(action.rule === null ? [] : [{ name: 'Rule', value: action.rule }]),
    { name: 'Worth', value: formatPoints(action, useOverall()) },
    { name: 'Effort', value: <Effort action={action} /> },
    ...(action.work.due === null ? [] : [{ name: 'Date', value: <OwnDate due={action.work.due} /> }]),
    ...(due_at === null
      ? []
      : [
          {
            name: action.work.due === null ? 'Due' : 'Due by SLA',
            value: <Due at={due_at} overdue={overdue} atRisk={at_risk} />,
          },
        ]),
    ...(isIdle(action) ? [] : [{ name: 'Who', value: <WorkState work={action.work} /> }]),
    ...(action.open === 0 ? [] : [{ name: 'Closes', value: <Counts counts={action.counts} /> }]),
    ...(open_since === null ? [] : [{ name: 'Open since', value: <RelativeTime ago at={open_since} /> }]),
    ...(last_report_at === null ? [] : [{ name: 'Last reported', value: <RelativeTime ago at={last_report_at} /> }]),
  ];
  return (
    <Card title="What it is worth">
      <Facts items={items} />
    </Card>
  );
}

/** Why it stands where it stands in the queue. */
export function WhyHere({ why }: Pick<ActionView, 'why'>) {
  if (why.length === 0) return null;
  return (
    <Card title="Why here">
      <ul className="list-disc pl-4 text-13 text-soft marker:text-faint">
        {why.map((reason) => (
          <li key={reason.text} className="first-letter:uppercase">
            {reasonText(reason)}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What a repository has of it: findings, or what measuring brings it. */
function amountOf({ open, points }: ActionView['elsewhere'][number]): string {
  return points === null ? formatCount(open, 'finding') : `+${formatNumber(points, 1)}`;
}

/** Other repositories that need the same fix; of an action on coverage those that it is done in. */
export function Elsewhere({ action }: { action: ActionView }) {
  const { elsewhere, coverage, repo, findings_url } = action;
  if (elsewhere.length === 0) return null;
  return (
    <Card title={coverage === null ? 'The same fix elsewhere' : 'Points it brings each repository'}>
      <ul className="flex flex-col gap-1.5 text-13">
        {elsewhere.map((one) => (
          <li key={one.id} className="flex min-w-0 justify-between gap-3">
            <TextLink quiet href={one.url} className="min-w-0 truncate" title={one.repo}>
              {one.repo}
            </TextLink>
            <span className="shrink-0 text-faint">{amountOf(one)}</span>
          </li>
        ))}
      </ul>
      {coverage === null || repo !== null ? null : (
        <TextLink href={findings_url} className="mt-3 inline-block text-13">
          {coverage.step === 'connect'
            ? 'All repositories where it is not measured'
            : 'All repositories where it is stale'}
        </TextLink>
      )}
    </Card>
  );
}
