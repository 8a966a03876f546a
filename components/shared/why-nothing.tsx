'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { todayQuery } from '#components/queries/posture.ts';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { TodayView } from '#lib/contracts/posture.ts';
import { NotLoaded } from './load-error.tsx';
import { NothingCounts, NothingInScope } from './nothing-in-scope.tsx';
import { useChosenScope } from './use-chosen-scope.ts';

export interface WhyNothingProps {
  /** What is said while the reason cannot be read. */
  unknown: string;
  /** What comes of reports, where no token exists yet. */
  promise: string;
  /** Shown where a token exists and no report came. */
  waiting: ReactNode;
  /** Shown where reports came, so that there is truly nothing. */
  children: (today: TodayView) => ReactNode;
}

/** Why a list without filters is empty: nothing can report, nothing has, what counts is elsewhere, or there is nothing. */
export function WhyNothing({ unknown, promise, waiting, children }: WhyNothingProps) {
  const today = useQuery(todayQuery(useScope()));
  const chosen = useChosenScope();
  if (today.data === undefined) {
    return (
      <NotLoaded title={unknown} query={today}>
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
          Reports come in with a token. {promise}
        </EmptyState>
      );
    case 'waiting':
      return waiting;
    case 'ready':
      return children(today.data);
  }
}
