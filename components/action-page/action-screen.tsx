'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { actionQuery, watchAction } from '#components/queries/actions.ts';
import { ActionWhere } from '#components/shared/action-where.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { WatchButton } from '#components/shared/watch-button.tsx';
import { ActionButtons } from '#components/shared/work/action-buttons.tsx';
import { CopyButton } from '#components/ui/copy-button.tsx';
import { PageHead } from '#components/ui/page-head.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import { TwoColumns } from '#components/ui/two-columns.tsx';
import type { ActionView } from '#lib/contracts/action-view.ts';
import { formatCount } from '#lib/format.ts';
import { ActionFacts, Elsewhere, WhyHere } from './action-facts.tsx';
import { ActionFindings } from './action-findings.tsx';
import { ActionHistory } from './action-history.tsx';
import { ActionIssues } from './action-issues.tsx';
import { Steps } from './steps.tsx';

// Few actions connect a scanner, and the recipes of all scanners are large.
const CoverageSnippet = dynamic(() => import('./coverage-snippet.tsx'));

/** Connecting a scanner closes no finding, and is open for as long as it is shown. */
const isToDo = ({ open, kind }: ActionView): boolean => open > 0 || kind === 'coverage';

function answerOf({ open, kind, closed_at, repo, repositories }: ActionView) {
  if (kind === 'coverage') {
    return `Measures more in ${repo ?? formatCount(repositories.count, 'repository', 'repositories')}.`;
  }
  if (open > 0) return `Closes ${formatCount(open, 'open finding')} in ${repo}.`;
  if (closed_at === null) return `Nothing is open in ${repo}.`;
  return (
    <>
      Done: the last of its findings was closed <RelativeTime at={closed_at} ago />, by a scan that no longer found it.
    </>
  );
}

const Watch = ({ action: { id, watch } }: { action: ActionView }) => (
  <WatchButton watch={watch} set={(watching) => watchAction(id, watching)} />
);

function Head({ action, mayWork }: { action: ActionView; mayWork: boolean }) {
  return (
    <PageHead
      title={<span className="[overflow-wrap:anywhere]">{action.title}</span>}
      answer={<span className="[overflow-wrap:anywhere]">{answerOf(action)}</span>}
      above={
        <nav aria-label="Where you are" className="flex flex-wrap items-center gap-x-1.5">
          <TextLink href="/queue" className="py-1">
            Queue
          </TextLink>
          <span aria-hidden>/</span>
          <ActionWhere action={action} />
          <span aria-hidden>/</span>
          <span>Action {action.number}</span>
        </nav>
      }
      actions={
        isToDo(action) ? (
          <>
            <CopyButton
              size="md"
              words="Copy as Markdown"
              what="the action as Markdown, for a ticket"
              text={action.ticket}
            />
            {action.watch.may ? <Watch action={action} /> : null}
            {mayWork && action.kind !== 'coverage' ? <ActionButtons action={action} /> : null}
          </>
        ) : action.watch.may ? (
          <Watch action={action} />
        ) : null
      }
    />
  );
}

export interface ActionScreenProps {
  id: string;
  /** Where CI reaches this installation. */
  address: string;
  /** Whether the person may claim it and the like. */
  mayWork: boolean;
}

/** One fix: what to do and what it closes at the left, what it is worth and why it is due at the right. */
export function ActionScreen({ id, address, mayWork }: ActionScreenProps) {
  const query = useQuery(actionQuery(useScope(), id));
  if (query.data === undefined) {
    return (
      <NotLoaded title="The action could not be loaded" query={query}>
        <BlockSkeleton height={480} label="Loading the action" />
      </NotLoaded>
    );
  }
  const action = query.data;
  return (
    <>
      <Head action={action} mayWork={mayWork} />
      <TwoColumns
        label="Worth and reasons"
        aside={
          <>
            {isToDo(action) ? <ActionFacts action={action} /> : null}
            {action.coverage === null ? <ActionIssues action={action.id} /> : null}
            <WhyHere why={action.why} />
            {isToDo(action) ? <ActionHistory history={action.history} /> : null}
            <Elsewhere action={action} />
          </>
        }
      >
        {isToDo(action) ? <Steps action={action} /> : <ActionHistory history={action.history} />}
        {action.coverage === null ? <ActionFindings action={action} /> : null}
        {action.coverage?.step === 'connect' ? (
          <CoverageSnippet coverage={action.coverage} repo={action.repo} address={address} />
        ) : null}
      </TwoColumns>
    </>
  );
}
