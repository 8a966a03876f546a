'use client';

import { useQuery } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { reviewQuery } from '#components/queries/access-reviews.ts';
import { DialogButton } from '#components/shared/dialog-button.tsx';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { useAddress } from '#components/shared/use-address.ts';
import { PageHead } from '#components/ui/page-head.tsx';
import { CalendarDay, RelativeTime } from '#components/ui/relative-time.tsx';
import { BlockSkeleton } from '#components/ui/skeleton.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import { Tabs } from '#components/ui/tabs.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import { Evidence } from './evidence.tsx';
import { Figures } from './figures.tsx';
import { Progress } from './progress.tsx';
import { Rights } from './rights.tsx';
import { answerWords, STATE_WORD } from './words.ts';

const DelegateDialog = dynamic(() => import('./delegate-dialog.tsx'), { ssr: false });
const CloseDialog = dynamic(() => import('./close-dialog.tsx'), { ssr: false });
const CancelDialog = dynamic(() => import('./cancel-dialog.tsx'), { ssr: false });

function Actions({ review }: { review: ReviewDetail }) {
  if (review.state !== 'open') return null;
  const delegable = review.may.manage ? review.undecided : review.mine;
  return (
    <>
      {delegable === 0 ? null : (
        <DialogButton words="Delegate…">
          {(opened) => <DelegateDialog review={review} items={null} {...opened} />}
        </DialogButton>
      )}
      {review.may.manage ? (
        <>
          <DialogButton words="Cancel the review…">
            {(opened) => <CancelDialog review={review} {...opened} />}
          </DialogButton>
          <DialogButton words="Close…">{(opened) => <CloseDialog review={review} {...opened} />}</DialogButton>
        </>
      ) : null}
    </>
  );
}

/** Until when, to whom it goes if that passes, and how it ended. */
function State({ review }: { review: ReviewDetail }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 text-13 text-soft">
      <Tag>{STATE_WORD[review.state]}</Tag>
      {review.overdue ? <Tag urgent>late</Tag> : null}
      <span>
        due <CalendarDay at={review.due_at} />
      </span>
      <span>
        {review.escalated_at === null ? 'then it goes to ' : 'what is left went to '}
        {review.escalate_to.name}
        {review.escalated_at === null ? null : (
          <>
            {' '}
            <RelativeTime at={review.escalated_at} ago />
          </>
        )}
      </span>
      <span>
        begun by {review.created_by.name} <RelativeTime at={review.created_at} ago />
      </span>
      {review.ended_at === null ? null : (
        <span className="[overflow-wrap:anywhere]">
          {STATE_WORD[review.state].toLowerCase()} by {review.ended_by?.name ?? 'nobody'}{' '}
          <RelativeTime at={review.ended_at} ago />
          {review.end_note === null ? '' : `: “${review.end_note}”`}
        </span>
      )}
    </div>
  );
}

function Ready({ review }: { review: ReviewDetail }) {
  const [params, change] = useAddress();
  const shown = params.get('show');
  const tabs = [
    { value: 'rights', label: 'Rights', count: review.items, content: <Rights review={review} /> },
    { value: 'progress', label: 'Progress', content: <Progress review={review} /> },
    { value: 'evidence', label: 'Evidence', content: <Evidence review={review} /> },
  ];
  return (
    <>
      <PageHead
        above={<TextLink href="/privileges/reviews">Access reviews</TextLink>}
        title={review.name}
        answer={answerWords(review)}
        actions={<Actions review={review} />}
      />
      <div className="flex flex-col gap-6">
        <State review={review} />
        <Figures review={review} />
        <Tabs
          label="Parts of the review"
          tabs={tabs}
          value={tabs.find(({ value }) => value === shown)?.value ?? 'rights'}
          onValueChange={(value) => change({ show: value === 'rights' ? null : value })}
        />
      </div>
    </>
  );
}

/** One access review: how far it is, the rights, and what proves it. */
export function ReviewScreen({ id }: { id: number }) {
  const query = useQuery(reviewQuery(id));
  if (query.data !== undefined) return <Ready review={query.data} />;
  return (
    <NotLoaded title="This review could not be read" query={query}>
      <BlockSkeleton height={420} label="Loading the review" />
    </NotLoaded>
  );
}
