'use client';

import { useNow } from '#components/ui/clock.tsx';
import { formatAge, formatExact } from '#lib/format.ts';

/** `overdue 3 d`, `due in 2 d`, or a dash for what has no date. */
export function Due({ at, overdue }: { at: string | null; overdue: boolean }) {
  const now = useNow();
  if (at === null) return <span className="text-faint">–</span>;
  const age = formatAge(at, now);
  const words = overdue ? `overdue ${age}` : age === 'now' ? 'due now' : `due ${age}`;
  return (
    <time dateTime={at} title={formatExact(at, 'UTC')} className={overdue ? 'font-medium text-failed' : 'text-soft'}>
      {words}
    </time>
  );
}
