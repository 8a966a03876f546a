'use client';

import { useQuery } from '@tanstack/react-query';
import { type PreviewDraft, reviewPreviewQuery } from '#components/queries/access-reviews.ts';
import { reasonOf } from '#components/queries/fetch.ts';
import { cn } from '#components/ui/cn.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import type { ReviewPreview } from '#lib/contracts/access-review.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

function Rights({ data }: { data: ReviewPreview }) {
  const { right, membership, own } = data.by_kind;
  return (
    <>
      <p className="font-semibold text-20 tabular-nums">{formatCount(data.rights, 'right')}</p>
      <p className="text-13 text-soft">
        of {formatCount(data.principals, 'principal')}: {formatNumber(right)} given,{' '}
        {formatCount(membership, 'membership')}, {formatNumber(own)} by own permissions.
      </p>
      <p className="text-13 text-soft">
        {data.high === 0
          ? 'None is high.'
          : `${formatNumber(data.high)} ${data.high === 1 ? 'is' : 'are'} of a high level or on production: decided one by one.`}
      </p>
    </>
  );
}

function Asked({ data }: { data: ReviewPreview }) {
  if (data.reviewers.length === 0)
    return <p className="text-13 text-faint">Choose reviewers to see who would be asked.</p>;
  return (
    <>
      <ul className="border-t">
        {data.reviewers.map(({ kind, id, name, rights }) => (
          <li key={`${kind} ${id}`} className="flex justify-between gap-3 border-b py-1.5 text-13">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              {name}
              {kind === 'team' ? <span className="text-faint"> (team)</span> : null}
            </span>
            <span className="shrink-0 tabular-nums">{formatCount(rights, 'right')}</span>
          </li>
        ))}
      </ul>
      {data.unlinked === 0 ? null : (
        <p className="pt-1.5 text-12 text-faint">
          Of {formatCount(data.unlinked, 'right')} it is not known which person has it: reviewers have to say that it is
          not their own.
        </p>
      )}
    </>
  );
}

function Snapshots({ data }: { data: ReviewPreview }) {
  return (
    <ul className="flex flex-col gap-1 text-12 text-faint">
      {data.snapshots.map(({ system, collected_at: at, unread }) => (
        <li key={system} className="flex flex-wrap items-center gap-x-2 [overflow-wrap:anywhere]">
          {system}: collected <RelativeTime at={at} ago />
          {unread.length === 0 ? null : (
            <StateBadge state="unmeasured">{formatCount(unread.length, 'section')} not read</StateBadge>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What would be frozen and who would be asked, as the form stands. */
export function NewReviewPreview({ body, waits }: { body: PreviewDraft; waits: boolean }) {
  const { data, error, isFetching } = useQuery(reviewPreviewQuery(body));
  const isOld = waits || isFetching;
  return (
    <section
      aria-label="What would be reviewed"
      aria-busy={isOld}
      className={cn('flex min-w-0 flex-col gap-4 rounded-card border p-4 transition-opacity', isOld && 'opacity-60')}
    >
      {error === null ? null : (
        <p role="alert" className="text-13 text-failed [overflow-wrap:anywhere]">
          {reasonOf(error)}
        </p>
      )}
      {error !== null ? null : data === undefined ? (
        <TextSkeleton lines={6} />
      ) : (
        <>
          <div>
            <h2 className="mb-1 font-semibold text-14">Frozen would be</h2>
            <Rights data={data} />
          </div>
          <div>
            <h2 className="mb-1 font-semibold text-14">Asked would be</h2>
            <Asked data={data} />
          </div>
          {data.problem === null ? null : (
            <p role="status" className="text-13 text-failed [overflow-wrap:anywhere]">
              {data.problem}
            </p>
          )}
          <Snapshots data={data} />
        </>
      )}
    </section>
  );
}
