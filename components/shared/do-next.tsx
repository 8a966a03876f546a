import { EmptyState } from '#components/ui/empty-state.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ActionRow } from '#lib/contracts/action.ts';
import type { Total } from '#lib/contracts/common.ts';
import type { TodayView } from '#lib/contracts/posture.ts';
import { formatNumber, formatSigned } from '#lib/format.ts';
import { NextActions } from './next-actions.tsx';

export interface DoNextProps {
  actions: readonly ActionRow[];
  total: Total;
  /** Points that doing all shown would gain, when known. */
  gain: number | null;
  notMeasured: number;
  /** How many are late by their SLA, and how many will be soon; where it is not said, left out. */
  sla?: TodayView['actions_sla'];
  /** Set on a repository's own page. */
  repo?: string;
}

function Nothing({ notMeasured, repo }: Pick<DoNextProps, 'notMeasured' | 'repo'>) {
  if (notMeasured >= 0.5) {
    return (
      <EmptyState
        kind="no-scan-yet"
        title={notMeasured >= 99.95 ? 'Nothing is measured here yet' : 'Nothing to fix in what is measured'}
        className="py-8"
        action={<TextLink href="/integrations">Connect another scanner</TextLink>}
      >
        {formatNumber(notMeasured, 1)} points are not measured: what is there is not known.
      </EmptyState>
    );
  }
  return (
    <EmptyState kind="clean" title="Nothing to do" className="py-8">
      {repo === undefined ? 'Every repository' : repo} is measured, fresh and has no open action.
    </EmptyState>
  );
}

const countOf = ({ value, relation }: Total): string => `${formatNumber(value)}${relation === 'at_least' ? '+' : ''}`;

/** What is late by its SLA, and what will be soon, each with the list of these. */
function Late({ sla: { overdue, at_risk } }: { sla: TodayView['actions_sla'] }) {
  return (
    <>
      {overdue.value === 0 ? null : (
        <TextLink href="/queue?sla=overdue" className="text-failed">
          {countOf(overdue)} overdue
        </TextLink>
      )}
      {at_risk.value === 0 ? null : <TextLink href="/queue?sla=at_risk">{countOf(at_risk)} at risk</TextLink>}
    </>
  );
}

/** The next fixes; the head says of how many, and what they are worth together. */
export function DoNext({ actions, total, gain, notMeasured, sla, repo }: DoNextProps) {
  const queueHref = repo === undefined ? '/queue' : `/queue?repo=${repo}`;
  const all = countOf(total);
  const worth = gain !== null && gain >= 0.05 ? `, ${formatSigned(gain)} points` : '';
  return (
    <section aria-labelledby="do-next">
      <header className="mb-1 flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <h2 id="do-next" className="font-semibold text-14">
          Do next{' '}
          {actions.length === 0 ? null : (
            <span className="ml-1 font-normal text-13 text-soft">
              {actions.length} of {all}
              {worth}
            </span>
          )}
        </h2>
        <span className="flex flex-wrap gap-x-4 text-13">
          {sla === undefined ? null : <Late sla={sla} />}
          {actions.length === 0 ? null : <TextLink href={queueHref}>The whole queue</TextLink>}
        </span>
      </header>
      {actions.length > 0 ? <NextActions actions={actions} withRepo={repo === undefined} /> : null}
      {actions.length === 0 && total.value > 0 ? (
        <p className="border-y py-4 text-13 text-soft">
          {all} {total.value === 1 ? 'action is' : 'actions are'} left, each worth less than 0.1 points.{' '}
          <TextLink href={queueHref}>The whole queue</TextLink>
        </p>
      ) : null}
      {actions.length === 0 && total.value === 0 ? (
        <Nothing notMeasured={notMeasured} {...(repo === undefined ? {} : { repo })} />
      ) : null}
    </section>
  );
}
