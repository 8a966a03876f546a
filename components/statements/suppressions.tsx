'use client';

import { useQuery } from '@tanstack/react-query';
import { findingListHref } from '#components/queries/addresses.ts';
import { suppressionsQuery } from '#components/queries/statements.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { useScope } from '#components/ui/scope.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { SuppressionListView } from '#lib/contracts/statement.ts';
import { formatNumber } from '#lib/format.ts';

type Kind = SuppressionListView['items'][number]['kind'];

const HOW: Readonly<Record<Kind, string>> = {
  in_code: 'in the repository: a comment or a file',
  external: 'in the scanner’s own triage, or by a VEX document that it read',
};

/** What scanners report and do not count: statements of theirs, with who says so and why. */
export function Suppressions() {
  const { data } = useQuery(suppressionsQuery(useScope()));
  if (data === undefined || data.sources.length === 0) return null;
  const all = data.sources.reduce((sum, { count }) => sum + count, 0);
  return (
    <section aria-labelledby="suppressions" className="mt-10">
      <h2 id="suppressions" className="font-semibold text-14">
        Suppressed by scanners
      </h2>
      <p className="mb-2 text-13 text-soft">
        Scanners report these and do not count them, nor does Plumbline. They are statements of the scanners, not
        decisions.
      </p>
      <ul aria-label="By scanner">
        {data.sources.map(({ scanner, count }) => (
          <li key={scanner} className="flex flex-wrap items-baseline justify-between gap-x-4 border-t py-2 text-13">
            <span className="min-w-0 [overflow-wrap:anywhere]">
              <TextLink quiet href={findingListHref(`state=suppressed&scanner=${encodeURIComponent(scanner)}`)}>
                {scanner}
              </TextLink>
            </span>
            <span className="tabular-nums">{formatNumber(count)}</span>
          </li>
        ))}
      </ul>
      <h3 className="mt-4 font-medium text-13">The most severe of {formatNumber(all)}</h3>
      <ul className="mt-1">
        {data.items.map(({ finding, scanner, kind, justification, since }) => (
          <li key={finding.id} className="border-t py-2 text-13 [overflow-wrap:anywhere]">
            <TextLink quiet href={finding.url}>
              {finding.title}
            </TextLink>
            <p className="text-12 text-soft">
              {finding.ref}, {scanner} {HOW[kind]}
              {since === null ? null : (
                <>
                  , <RelativeTime at={since} ago />
                </>
              )}
              : {justification ?? 'no reason is reported'}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
