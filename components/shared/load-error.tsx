'use client';

import { RotateCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '#components/queries/fetch.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';

export interface LoadErrorProps {
  /** "The findings could not be loaded". */
  title: string;
  /** The read that failed. */
  query: { error: unknown; isFetching: boolean; refetch: () => unknown };
  /** Retries in another way than by refetching the query. */
  onRetry?: () => unknown;
  /** A sentence about what was kept. */
  kept?: ReactNode;
  /** Further actions, such as clearing the filters. */
  children?: ReactNode;
}

/** Shown in place of data that could not be loaded: the server's message and what to do. */
export function LoadError({ title, query, onRetry, kept = 'Nothing was changed.', children }: LoadErrorProps) {
  const { error, isFetching, refetch } = query;
  const status = error instanceof ApiError ? error.status : -1;
  const hasEnded = status === 401;
  // A retry after a client error would get the same answer.
  const isRefusal = status >= 400 && status < 500 && status !== 429;
  return (
    <ErrorPanel
      title={hasEnded ? 'Your session has ended' : status === 504 ? 'This took too long and was stopped' : title}
      kept={kept}
      advice={error instanceof ApiError ? error.message : 'The answer could not be read. Try again.'}
      actions={
        <>
          {hasEnded ? (
            <LinkButton href="/sign-in" variant="primary">
              Sign in
            </LinkButton>
          ) : isRefusal ? null : (
            <Button onClick={() => void (onRetry ?? refetch)()} busy={isFetching}>
              <RotateCw aria-hidden />
              Try again
            </Button>
          )}
          {children}
        </>
      }
    />
  );
}
