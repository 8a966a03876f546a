import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import type { ScoreView } from '#lib/contracts/posture.ts';
import { DEFAULT_WEIGHTS, SCORE_CATEGORIES } from '#lib/domain/score/category.ts';
import { formatNumber, formatPercent } from '#lib/format.ts';

type Measured = ScoreView['categories'][number];

function Measurement({ one }: { one: Measured | undefined }) {
  if (one === undefined || one.confidence === 0) {
    return one?.exempt === true ? 'exempt' : <span className="text-faint">not measured</span>;
  }
  return (
    <>
      {formatPercent(one.confidence)}
      {one.last_success_at === null ? null : (
        <span className="block text-12 text-faint">
          newest report <RelativeTime at={one.last_success_at} />
        </span>
      )}
    </>
  );
}

/** What each category is worth, and what is measured and lost of it here. */
export function CategoryTable({ score }: { score: ScoreView }) {
  const byName = new Map(score.categories.map((one) => [one.category, one]));
  return (
    <Table aria-label="What each category is worth">
      <thead>
        <tr>
          <HeadCell>Category</HeadCell>
          <HeadCell numeric>Points</HeadCell>
          <HeadCell numeric>Measured here</HeadCell>
          <HeadCell numeric>Lost here</HeadCell>
        </tr>
      </thead>
      <tbody>
        {SCORE_CATEGORIES.map((category) => {
          const one = byName.get(category);
          const weight = one?.weight ?? DEFAULT_WEIGHTS[category];
          return (
            <Row key={category}>
              <Cell>{CATEGORY_TITLE[category]}</Cell>
              <Cell numeric>{formatNumber(weight, Number.isInteger(weight) ? 0 : 1)}</Cell>
              <Cell numeric>
                <Measurement one={one} />
              </Cell>
              <Cell numeric>{formatNumber(one?.lost ?? weight, 1)}</Cell>
            </Row>
          );
        })}
      </tbody>
    </Table>
  );
}
