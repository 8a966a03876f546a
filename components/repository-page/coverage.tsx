'use client';

import { FreshnessCell } from '#components/charts/freshness-grid.tsx';
import { repositoryTabHref } from '#components/queries/addresses.ts';
import { freshnessOf } from '#components/shared/coverage-cells.tsx';
import { ExemptButton } from '#components/shared/exempt-button.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { useNow } from '#components/ui/clock.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { CoverageCell, ScoreView } from '#lib/contracts/posture.ts';
import type { RepositoryView } from '#lib/contracts/repository.ts';
import type { Category } from '#lib/domain/finding/finding.ts';
import { scoreCategoryOf } from '#lib/domain/score/category.ts';
import { formatNumber } from '#lib/format.ts';
import { UnscannedCommits } from './unscanned-commits.tsx';

function State({ cell }: { cell: CoverageCell }) {
  switch (cell.state) {
    case 'never':
      return <StateBadge state="unmeasured" />;
    case 'failed':
      return <StateBadge state="failed">Last scan failed</StateBadge>;
    case 'stale':
      return <StateBadge state="stale" />;
    case 'not_expected':
      return <span className="text-12 text-faint">Not expected here</span>;
    case 'fresh':
      return cell.open === 0 ? <StateBadge state="clean" /> : <span className="text-12 text-soft">Fresh</span>;
  }
}

type Stream = RepositoryView['streams'][number];

const connectHref = (category: Category, repo: string): string =>
  `/integrations?${new URLSearchParams({ measures: category, repo })}`.replaceAll('%2F', '/');

/** The stream that measured this last, among those that count. */
function lastOf(category: Category, streams: readonly Stream[]): Stream | null {
  const mine = streams.filter(
    (stream) =>
      stream.tracked &&
      stream.retired_at === null &&
      stream.categories.some((one) => scoreCategoryOf(one) === scoreCategoryOf(category)),
  );
  return mine.toSorted((a, b) => (b.last_report_at ?? '').localeCompare(a.last_report_at ?? ''))[0] ?? null;
}

/** What closes the gap, in the row that has it. */
function Todo({ cell, repo, streams }: { cell: CoverageCell; repo: string; streams: readonly Stream[] }) {
  switch (cell.state) {
    case 'never':
      return (
        <TextLink href={connectHref(cell.category, repo)} className="text-12">
          Get the snippet<span className="sr-only"> that measures {CATEGORY_TITLE[cell.category]}</span>
        </TextLink>
      );
    case 'stale':
    case 'failed': {
      const last = lastOf(cell.category, streams);
      const what = last === null ? 'its pipeline' : `${last.pipeline} (${last.scanner})`;
      return (
        <span className="block break-words text-12 text-soft">
          {cell.state === 'stale' ? `Run ${what} again` : `Look why ${what} was not whole`}
          {last === null ? null : (
            <>
              {': '}
              <TextLink href={repositoryTabHref(repo, 'uploads')}>its reports</TextLink>
            </>
          )}
        </span>
      );
    }
    case 'fresh':
    case 'not_expected':
      return null;
  }
}

export interface CoverageProps {
  repo: string;
  cells: readonly CoverageCell[];
  score: ScoreView;
  streams: readonly Stream[];
  mayExempt: boolean;
}

/** What nothing reports: only of that a decision can say that it does not apply. */
const unreported = (cells: readonly CoverageCell[], streams: readonly Stream[]) =>
  cells.flatMap(({ category, state }) => {
    const score = scoreCategoryOf(category);
    return state === 'never' && score !== null && lastOf(category, streams) === null ? score : [];
  });

/** Category by category: is it measured, how fresh, what is open, what it costs. */
export function Coverage({ repo, cells, score, streams, mayExempt }: CoverageProps) {
  const now = useNow();
  const lost = new Map<string, number>(score.categories.map((one) => [one.category, one.lost]));
  return (
    <section aria-labelledby="coverage-head" className="min-w-0">
      <h2 id="coverage-head" className="mb-1 font-semibold text-14">
        What is measured
      </h2>
      <Table>
        <thead>
          <tr>
            <HeadCell>Category</HeadCell>
            <HeadCell>State</HeadCell>
            <HeadCell>Open</HeadCell>
            <HeadCell numeric className="max-sm:hidden">
              Points lost
            </HeadCell>
            <HeadCell numeric>Last scan</HeadCell>
          </tr>
        </thead>
        <tbody>
          {cells.map((cell) => {
            const freshness = freshnessOf(cell, repo, now);
            const points = lost.get(cell.category);
            return (
              <Row key={cell.category}>
                <Cell>{CATEGORY_TITLE[cell.category]}</Cell>
                <Cell>
                  <span className="flex flex-wrap items-center gap-x-3 gap-y-0.5 py-1">
                    <State cell={cell} />
                    <Todo cell={cell} repo={repo} streams={streams} />
                  </span>
                </Cell>
                <Cell>{freshness === null ? '–' : <FreshnessCell {...freshness} />}</Cell>
                <Cell numeric className="max-sm:hidden">
                  {points === undefined ? <span className="text-faint">–</span> : formatNumber(points, 1)}
                </Cell>
                <Cell numeric>
                  {cell.last_success_at === null ? (
                    <span className="text-faint">never</span>
                  ) : (
                    <RelativeTime at={cell.last_success_at} />
                  )}
                </Cell>
              </Row>
            );
          })}
        </tbody>
      </Table>
      <div className="mt-2 flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <p className="text-12 text-faint">What is missing counts as lost until it is measured.</p>
        {mayExempt ? <ExemptButton repo={repo} categories={unreported(cells, streams)} /> : null}
      </div>
      {cells.some(({ category, state }) => category === 'sast' && state === 'not_expected') ? null : (
        <UnscannedCommits repo={repo} />
      )}
    </section>
  );
}
