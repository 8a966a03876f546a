import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { reasonOf } from '#components/queries/fetch.ts';
import { Button } from '#components/ui/button.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';

/** A dry run: while it is tried, what it found, or why it could not be tried. */
export function DryRun<T>({ of, children }: { of: UseQueryResult<T, unknown>; children: (found: T) => ReactNode }) {
  if (of.isFetching) {
    return (
      <div
        role="status"
        aria-label="Trying what it would do"
        className="flex flex-col gap-2 rounded-control bg-side p-3"
      >
        <Skeleton className="h-4 w-2/3" />
        <Skeleton className="h-3 w-1/2" />
      </div>
    );
  }
  if (of.error !== null) {
    return (
      <div role="alert" className="flex flex-wrap items-center justify-between gap-2 text-13 text-failed">
        <span className="min-w-0">{reasonOf(of.error)}</span>
        <Button size="sm" onClick={() => of.refetch()}>
          Try again
        </Button>
      </div>
    );
  }
  return of.data === undefined ? null : children(of.data);
}

/** What a dry run found, in sentences: the first says what would be done. */
export function Found({ words, children }: { words: readonly string[]; children?: ReactNode }) {
  const [first, ...rest] = words;
  return (
    <div className="rounded-control bg-side px-3 py-2.5">
      <div role="status">
        <p className="font-medium text-14">{first}</p>
        {rest.map((sentence) => (
          <p key={sentence} className="text-13 text-soft">
            {sentence}
          </p>
        ))}
      </div>
      {children}
    </div>
  );
}
