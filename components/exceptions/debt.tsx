'use client';

import { useFindingListHref } from '#components/shared/use-finding-list-href.ts';
import { TextLink } from '#components/ui/text-link.tsx';
import type { ExceptionSummary } from '#lib/contracts/exception-list.ts';
import { formatCount, formatNumber } from '#lib/format.ts';

function Figure({ value, words, href }: { value: string; words: string; href?: string }) {
  return (
    <div className="min-w-0">
      <p className="font-semibold text-20 tabular-nums">{value}</p>
      <p className="text-12 text-soft">
        {href === undefined ? (
          words
        ) : (
          <TextLink href={href} className="underline">
            {words}
          </TextLink>
        )}
      </p>
    </div>
  );
}

/** The debt that decisions hide: the score with and without them, and the findings behind each. */
export function Debt({ summary, repo }: { summary: ExceptionSummary; repo: string | null }) {
  const hrefOf = useFindingListHref();
  const listOf = (state: string) =>
    hrefOf(repo === null ? `state=${state}` : `state=${state}&repo=${encodeURIComponent(repo)}`);
  const { points_hidden: hidden } = summary;
  return (
    <section
      aria-label="What exceptions hide"
      className="mb-6 grid grid-cols-2 gap-x-6 gap-y-4 border-y py-4 sm:grid-cols-3 lg:grid-cols-6"
    >
      <Figure value={summary.score === null ? '–' : formatNumber(summary.score, 1)} words="score" />
      <Figure
        value={summary.without_acceptances === null ? '–' : formatNumber(summary.without_acceptances, 1)}
        words="score without accepted risks"
      />
      <Figure value={hidden === null ? '–' : formatNumber(hidden, 1)} words="points hidden" />
      <Figure
        value={formatNumber(summary.accepted)}
        words={formatCount(summary.accepted, 'accepted risk').replace(/^\S+ /, '')}
        href={listOf('accepted')}
      />
      <Figure
        value={formatNumber(summary.false_positives)}
        words={formatCount(summary.false_positives, 'false positive').replace(/^\S+ /, '')}
        href={listOf('false_positive')}
      />
      <Figure value={formatNumber(summary.suppressed)} words="suppressed by scanners" href={listOf('suppressed')} />
    </section>
  );
}
