'use client';

import { FreshnessCell } from '#components/charts/freshness-grid.tsx';
import { freshnessOf } from '#components/shared/coverage-cells.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { useNow } from '#components/ui/clock.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { StateBadge } from '#components/ui/state-badge.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { CoverageCell, ScoreView } from '#lib/contracts/posture.ts';
import { formatNumber } from '#lib/format.ts';

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

export interface CoverageProps {
  repo: string;
  cells: readonly CoverageCell[];
  score: ScoreView;
}

/** Category by category: is it measured, how fresh, what is open, what it costs. */
export function Coverage({ repo, cells, score }: CoverageProps) {
  const now = useNow();
  const lost = new Map<string, number>(score.categories.map((one) => [one.category, one.lost]));
  return (
    <section id="coverage" aria-labelledby="coverage-head" className="min-w-0">
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
                  <State cell={cell} />
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
      <p className="mt-2 text-12 text-faint">
        What is missing counts as lost until it is measured.{' '}
        <TextLink href="/integrations" className="underline">
          Connect a scanner
        </TextLink>
      </p>
    </section>
  );
}
