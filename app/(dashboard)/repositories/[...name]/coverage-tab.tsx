'use client';

import { useQuery } from '@tanstack/react-query';
import { Exemptions } from '#components/coverage/exemptions.tsx';
import { repositoryStreamsQuery } from '#components/queries/repositories.ts';
import { Coverage } from '#components/repository-page/coverage.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { RepositorySummary } from '#lib/contracts/repository.ts';

/** What is measured, what closes each gap, and what is not expected by decision. */
export function CoverageTab({ view, mayExempt }: { view: RepositorySummary; mayExempt: boolean }) {
  const { repository, score } = view;
  const streams = useQuery(repositoryStreamsQuery(useScope(), repository.name));
  if (streams.data === undefined) {
    return (
      <NotLoaded title="What is measured could not be loaded" query={streams}>
        <TableSkeleton rows={8} label="Loading what is measured" />
      </NotLoaded>
    );
  }
  return (
    <div className="flex flex-col gap-8">
      <Coverage
        repo={repository.name}
        cells={repository.coverage}
        score={score}
        streams={streams.data.items}
        mayExempt={mayExempt}
      />
      <Exemptions />
    </div>
  );
}
