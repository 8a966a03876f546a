import type { ReactNode } from 'react';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ReviewDetail } from '#lib/contracts/access-review.ts';
import { formatNumber, formatPercent } from '#lib/format.ts';

interface Figure {
  name: string;
  value: ReactNode;
  note?: ReactNode;
}

/** Figures of people: shares stand only where something is decided. */
function figuresOf({ id, certified, revoked, changed, undecided, figures }: ReviewDetail): Figure[] {
  const at = (decision: string, count: number): ReactNode =>
    count === 0 ? (
      '0'
    ) : (
      <TextLink quiet href={`/privileges/reviews/${id}?decision=${decision}`}>
        {formatNumber(count)}
      </TextLink>
    );
  const counts = [
    { name: 'Undecided', value: at('none', undecided) },
    { name: 'Certified', value: at('certify', certified) },
    { name: 'To be revoked', value: at('revoke', revoked) },
    { name: 'To be changed', value: at('change', changed) },
  ];
  if (figures === null) return counts;
  const { approval_rate: rate, bulk_approval_rate: bulk, verification, overdue } = figures;
  const away = revoked + changed;
  return [
    ...counts,
    {
      name: 'Approved',
      value: rate === null ? <span className="text-faint">nothing decided</span> : formatPercent(rate),
      ...(bulk === null ? {} : { note: `${formatPercent(bulk)} with others in one go` }),
    },
    {
      name: 'Verified as done',
      value:
        away === 0 ? (
          <span className="text-faint">nothing to do</span>
        ) : (
          `${formatNumber(verification.verified)} of ${formatNumber(away)}`
        ),
      ...(overdue === 0 ? {} : { note: `${formatNumber(overdue)} for seven days or more` }),
    },
  ];
}

/** How much is decided, and how. */
export function Figures({ review }: { review: ReviewDetail }) {
  return (
    <dl className="grid grid-cols-2 gap-px overflow-hidden rounded-card border bg-line sm:grid-cols-3 xl:grid-cols-6">
      {figuresOf(review).map(({ name, value, note }) => (
        <div key={name} className="min-w-0 bg-ground px-4 py-2.5">
          <dt className="text-12 text-faint">{name}</dt>
          <dd className="font-semibold text-16 tabular-nums">
            {value}
            {note === undefined ? null : <span className="block font-normal text-12 text-faint">{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
