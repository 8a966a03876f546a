'use client';

import { useQuery } from '@tanstack/react-query';
import { decisionsQuery } from '#components/queries/access-reviews.ts';
import { NotLoaded } from '#components/shared/load-error.tsx';
import { Button } from '#components/ui/button.tsx';
import { Facts } from '#components/ui/card.tsx';
import { Dialog, DialogClose } from '#components/ui/dialog.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { TextSkeleton } from '#components/ui/skeleton.tsx';
import type { ReviewItem } from '#lib/contracts/access-review-item.ts';
import { levelWord } from '#lib/domain/privilege/levels.ts';
import { formatCount } from '#lib/format.ts';
import { Seen, Who } from '../parts.tsx';
import { decisionWords, verificationWords } from './words.ts';

const told = (value: boolean | null): string => (value === null ? 'not told' : value ? 'yes' : 'no');

function facts(item: ReviewItem) {
  const { principal, target, chain, risk, reviewer, subject } = item;
  return [
    { name: 'Who', value: <Who id={principal.id} name={principal.name} /> },
    { name: 'Person', value: subject === null ? 'not known' : `${subject.name}, by ${subject.by}` },
    { name: 'On', value: target.name },
    { name: 'Why', value: item.why },
    ...(chain.length === 0 ? [] : [{ name: 'Its group', value: chain.map(({ name }) => name).join(', ') }]),
    ...(target.production === null ? [] : [{ name: 'Production', value: target.production }]),
    { name: 'Given', value: item.granted_at === null ? 'not told' : <RelativeTime at={item.granted_at} ago /> },
    { name: 'By', value: item.granted_by ?? 'not told' },
    { name: 'Last used', value: <Seen at={item.last_used} /> },
    { name: 'Ends', value: <Seen at={item.expires} /> },
    { name: 'Unused', value: told(risk.unused) },
    { name: 'On a path', value: told(risk.on_path) },
    { name: 'Asked', value: reviewer?.name ?? 'nobody' },
  ];
}

function History({ item }: { item: ReviewItem }) {
  const query = useQuery(decisionsQuery(item.review, item.number));
  if (query.data === undefined) {
    return (
      <NotLoaded title="The decisions could not be read" query={query}>
        <TextSkeleton lines={2} />
      </NotLoaded>
    );
  }
  if (query.data.items.length === 0) return <p className="text-13 text-faint">Nobody decided yet.</p>;
  return (
    <ol className="border-t">
      {query.data.items.map((one) => (
        <li key={one.at} className="border-b py-2 text-13 [overflow-wrap:anywhere]">
          {decisionWords({ ...one, in_bulk: one.together > 1 })} by {one.by.name}{' '}
          <span className="text-faint">
            <RelativeTime at={one.at} ago />
            {one.together > 1 ? `, with ${formatCount(one.together - 1, 'other')}` : ''}
            {one.said_not_own ? ', said that it is not their own' : ''}
          </span>
          {one.reason === null ? null : <span className="block text-soft">“{one.reason}”</span>}
        </li>
      ))}
    </ol>
  );
}

/** One right as it was frozen, with every decision about it. */
export default function RightDialog({ item, onClose }: { item: ReviewItem; onClose: () => void }) {
  const became = verificationWords(item);
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={`${item.principal.name}: ${levelWord(item.level)}`}
      description="As it was when the review began; what was not told is neither yes nor no."
      footer={
        <DialogClose>
          <Button>Close</Button>
        </DialogClose>
      }
    >
      <div className="flex flex-col gap-4">
        <Facts items={facts(item)} />
        <section>
          <h3 className="mb-1 font-semibold text-14">Decisions</h3>
          <History item={item} />
          {became === null ? null : <p className="pt-2 text-13 text-soft">Whether it was done: {became}.</p>}
          {item.may.why_not === null ? null : <p className="pt-2 text-12 text-faint">{item.may.why_not}</p>}
        </section>
      </div>
    </Dialog>
  );
}
