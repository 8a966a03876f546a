'use client';

import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { privilegeSummaryQuery } from '#components/queries/privileges.ts';
import { cn } from '#components/ui/cn.ts';
import { Link } from '#components/ui/link.tsx';
import { useScope } from '#components/ui/scope.tsx';
import type { PrivilegeSummary } from '#lib/contracts/privilege-summary.ts';
import { formatNumber } from '#lib/format.ts';

type Total = PrivilegeSummary['admins'];

const numberOf = ({ value, relation }: Total): string => `${formatNumber(value)}${relation === 'at_least' ? '+' : ''}`;

const namesOf = ({ first }: PrivilegeSummary['overdue']): string =>
  [...new Set(first.map(({ name }) => name))].join(', ');

interface FigureProps {
  href: string;
  total: Total;
  words: string;
  /** Some of them by name. */
  names?: string;
  /** What the number does not know. */
  unknown?: { total: Total; words: string };
}

function Figure({ href, total, words, names = '', unknown }: FigureProps) {
  return (
    <li className="min-w-0">
      <Link
        href={href}
        className="flex h-full flex-col rounded-card border px-3 py-2.5 transition-colors hover:bg-hover"
      >
        <span className={cn('font-semibold text-20 tabular-nums', total.value === 0 && 'text-faint')}>
          {numberOf(total)}
        </span>
        <span className="text-13">{words}</span>
        {names === '' ? null : (
          <span className="mt-0.5 line-clamp-2 text-12 text-soft [overflow-wrap:anywhere]">{names}</span>
        )}
        {unknown === undefined || unknown.total.value === 0 ? null : (
          <span className="mt-1 flex items-center gap-1.5 text-12 text-faint">
            <span aria-hidden className="hatch size-3 shrink-0 rounded-[3px] ring-1 ring-line-strong ring-inset" />
            {numberOf(unknown.total)} {unknown.words}
          </span>
        )}
      </Link>
    </li>
  );
}

/** Who can do what, in five numbers, each of which leads to what it counts; nothing without an inventory. */
export function PrivilegeFigures({ className, above }: { className?: string; above?: ReactNode }) {
  const { data } = useQuery(privilegeSummaryQuery(useScope()));
  if (data === undefined || data.systems === 0) return null;
  return (
    <div className={className}>
      {above}
      <ul aria-label="Privileges in figures" className="grid grid-cols-2 gap-2 md:grid-cols-3 xl:grid-cols-5">
        <Figure
          href="/privileges/changes?admin=true"
          total={data.gained_admin.total}
          words="gained admin this week"
          names={namesOf(data.gained_admin)}
        />
        <Figure
          href="/privileges/paths?alone=true&certainty=proven&owners_only=false"
          total={data.paths_alone.total}
          words="ways to production that somebody goes alone"
          names={namesOf(data.paths_alone)}
        />
        <Figure
          href="/findings?category=privilege&severity=critical"
          total={data.critical.total}
          words="critical findings of privileges"
          names={namesOf(data.critical)}
        />
        <Figure
          href="/privileges/credentials?age=overdue"
          total={data.overdue.total}
          words="credentials older than you allow"
          names={namesOf(data.overdue)}
          unknown={{ total: data.age_untold, words: 'of unknown age' }}
        />
        <Figure
          href={`/privileges/rights?unused=${data.unused_days}`}
          total={data.unused_rights}
          words={`rights unused for ${data.unused_days} days`}
          unknown={{ total: data.use_untold, words: 'whose use is not told' }}
        />
      </ul>
    </div>
  );
}
