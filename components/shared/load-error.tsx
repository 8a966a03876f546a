'use client';

import { RotateCw } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { isRefusal, reasonOf, statusOf } from '#components/queries/fetch.ts';
import { Button } from '#components/ui/button.tsx';
import { ErrorPanel } from '#components/ui/error-panel.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { useSignInHref } from './use-sign-in-href.ts';

interface Read {
  error: unknown;
  isFetching: boolean;
  refetch: () => unknown;
}

export interface LoadErrorProps {
  /** "The findings could not be loaded". */
  title: string;
  /** The read that failed. */
  query: Read;
  /** Retries in another way than by refetching the query. */
  onRetry?: () => unknown;
  /** A sentence about what was kept. */
  kept?: ReactNode;
  /** Further actions, such as clearing the filters. */
  children?: ReactNode;
}

function titleOf(status: number | null, otherwise: string): string {
  switch (status) {
    case 401:
      return 'Your session has ended';
    case 403:
      return 'You may not see this';
    case 504:
      return 'This took too long and was stopped';
    default:
      return otherwise;
  }
}

/** Shown in place of data that could not be loaded: what happened, and what to do. */
export function LoadError({ title, query, onRetry, kept = 'Nothing was changed.', children }: LoadErrorProps) {
  const { error, isFetching, refetch } = query;
  const status = statusOf(error);
  const signIn = useSignInHref();
  return (
    <ErrorPanel
      title={titleOf(status, title)}
      kept={kept}
      advice={status === 401 ? 'Sign in, and you come back to this page.' : reasonOf(error)}
      actions={
        <>
          {status === 401 ? (
            <LinkButton href={signIn} variant="primary">
              Sign in
            </LinkButton>
          ) : isRefusal(error) ? null : (
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

export interface NotLoadedProps extends LoadErrorProps {
  query: Read & { errorUpdateCount: number };
  /** The skeleton, until the first try has failed. */
  children: ReactNode;
  /** Further actions beside a failure. */
  actions?: ReactNode;
}

/** The rows are those of the filters before, and those asked for could not be loaded. */
export function isOtherData(query: { isPlaceholderData: boolean; errorUpdateCount: number }): boolean {
  return query.isPlaceholderData && query.errorUpdateCount > 0;
}

/** Stands in place of data that is not here: a skeleton first, then why it could not be loaded, also while it is tried again. */
export function NotLoaded({ children, actions, ...failure }: NotLoadedProps) {
  const { query } = failure;
  // A read that is tried again has no error while it runs.
  const [error, setError] = useState(query.error);
  if (query.error !== null && query.error !== error) setError(query.error);
  if (query.errorUpdateCount === 0) return children;
  return (
    <LoadError {...failure} query={{ ...query, error }}>
      {actions}
    </LoadError>
  );
}
