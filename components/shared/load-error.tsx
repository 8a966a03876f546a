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
  /** Tries again in another way than reading all of it once more. */
  onRetry?: () => unknown;
  /** What is left as it was. */
  kept?: ReactNode;
  /** More ways on, such as clearing the filters. */
  children?: ReactNode;
}

/** In the place of something that could not be read: what happened in the server's own words, and what to do. */
export function LoadError({ title, query, onRetry, kept = 'Nothing was changed.', children }: LoadErrorProps) {
  const { error, isFetching, refetch } = query;
  const status = error instanceof ApiError ? error.status : -1;
  const hasEnded = status === 401;
  // Asking again for what is wrong or not there would answer the same.
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
