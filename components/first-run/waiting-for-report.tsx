'use client';

import { useInfiniteQuery } from '@tanstack/react-query';
import { uploadHref } from '#components/queries/addresses.ts';
import { ALL_UPLOADS, uploadsQuery } from '#components/queries/uploads.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { Spinner } from '#components/ui/spinner.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { UploadView } from '#lib/contracts/upload.ts';

function Arrived({ upload }: { upload: UploadView }) {
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-1 border-b py-2 text-13 last:border-b-0">
      <StateBadge state={upload.status} />
      <TextLink href={uploadHref(upload.id)} quiet className="min-w-0 truncate font-medium">
        {upload.repo}
      </TextLink>
      <RelativeTime at={upload.received_at} className="text-12 text-faint" />
      {upload.reason === null ? null : <span className="basis-full break-words text-soft">{upload.reason}</span>}
    </li>
  );
}

/** Polls for the first report; shows rejected ones with their reason. */
export function WaitingForReport({ waiting }: { waiting: boolean }) {
  const { data } = useInfiniteQuery({ ...uploadsQuery(useScope(), ALL_UPLOADS, 5), refetchInterval: 2000 });
  const uploads = data?.pages[0]?.items ?? [];
  return (
    <div className="rounded-card border border-line-strong border-dashed px-4 py-3">
      <p role="status" className="flex items-center gap-2.5 text-13">
        {waiting ? <Spinner /> : null}
        {waiting
          ? 'Waiting for your first report…'
          : 'The first report turns this screen into the posture of its repository.'}
      </p>
      {uploads.length === 0 ? null : (
        <ul aria-label="What has arrived" className="mt-2 border-t">
          {uploads.map((upload) => (
            <Arrived key={upload.id} upload={upload} />
          ))}
        </ul>
      )}
    </div>
  );
}
