'use client';

import { useQuery } from '@tanstack/react-query';
import { todayQuery } from '#components/queries/posture.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { NothingCounts, NothingInScope } from '#components/shared/nothing-in-scope.tsx';
import { useChosenScope } from '#components/shared/use-chosen-scope.ts';
import { Button } from '#components/ui/button.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';

export interface NothingProps {
  /** Whether filters may be the reason. */
  filtered: boolean;
  onClear: () => void;
}

/** Why the queue is empty: filters, nothing set up, no report yet, or truly nothing to do. */
export function Nothing({ filtered, onClear }: NothingProps) {
  const today = useQuery({ ...todayQuery(useScope()), enabled: !filtered });
  const chosen = useChosenScope();
  if (filtered) {
    return (
      <EmptyState
        kind="filtered-out"
        title="No fix matches"
        action={<Button onClick={onClear}>Show the whole queue</Button>}
      >
        Remove one of the filters above, or all of them.
      </EmptyState>
    );
  }
  if (today.data === undefined) {
    return (
      <NotLoaded title="Nothing is to be done, but why is not known" query={today}>
        <TableSkeleton rows={4} label="Looking why there is nothing" />
      </NotLoaded>
    );
  }
  const { stage, repositories } = today.data;
  if (chosen !== null && stage !== 'ready') return <NothingInScope chosen={chosen} />;
  if (chosen !== null && repositories.total === 0) return <NothingCounts chosen={chosen} />;
  switch (stage) {
    case 'not_configured':
      return (
        <EmptyState
          kind="not-configured"
          title="No scanner can report yet"
          action={
            <LinkButton href="/integrations" variant="primary">
              Create a token
            </LinkButton>
          }
        >
          Reports come in with a token. What they find becomes a queue of fixes.
        </EmptyState>
      );
    case 'waiting':
      return (
        <EmptyState
          kind="no-scan-yet"
          title="No report has come in yet"
          action={<LinkButton href="/integrations">Connect a scanner</LinkButton>}
        >
          A token exists, but no scanner has used it. What there is to fix is not known.
        </EmptyState>
      );
    case 'ready':
      return (
        <EmptyState kind="clean" title="Nothing to do" action={<LinkButton href="/">Look at Today</LinkButton>}>
          Everything is measured, fresh, and has no open fix.
        </EmptyState>
      );
  }
}
