'use client';

import { useQuery } from '@tanstack/react-query';
import { PipelinesScreen } from '#components/pipelines/pipelines-screen.tsx';
import { repositoryStreamsQuery } from '#components/queries/repositories.ts';
import { Streams } from '#components/repository-page/streams.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TableSkeleton } from '#components/ui/skeleton.tsx';
import type { RepositorySummary } from '#lib/contracts/repository.ts';

function Reporting({ repo, mayRetire }: { repo: string; mayRetire: boolean }) {
  const streams = useQuery(repositoryStreamsQuery(useScope(), repo));
  if (streams.data === undefined) {
    return (
      <NotLoaded title="What reports could not be loaded" query={streams}>
        <TableSkeleton rows={4} label="Loading what reports" />
      </NotLoaded>
    );
  }
  return <Streams streams={streams.data.items} repo={repo} mayRetire={mayRetire} />;
}

/** The files of its pipelines, and what of them reports. */
export function PipelinesTab({ view, mayRetire }: { view: RepositorySummary; mayRetire: boolean }) {
  const { name, kind } = view.repository;
  return (
    <div className="flex flex-col gap-10">
      {kind === 'system' ? (
        <p className="text-13 text-soft">
          A system has no files of pipelines: it is known by the inventories that are delivered of it.
        </p>
      ) : (
        <div>
          <PipelinesScreen />
        </div>
      )}
      <Reporting repo={name} mayRetire={mayRetire} />
    </div>
  );
}
