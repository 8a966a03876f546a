'use client';

import { Card } from '#components/ui/card.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import { cn } from '#components/ui/cn.ts';
import { Cell, HeadCell, Row, Table } from '#components/ui/table.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { CoverageShare, CoverageSummary } from '#lib/contracts/coverage.ts';
import { withScope } from '#lib/contracts/scope-address.ts';
import { formatScope } from '#lib/domain/access/chosen-scope.ts';
import { COVERAGE_STATES, type CoverageState } from '#lib/domain/coverage/coverage-state.ts';
import { formatNumber } from '#lib/format.ts';
import { coverageHref } from './filters.ts';
import { StateMark } from './state-mark.tsx';
import { STATE_WORD } from './words.ts';

const ORDER: readonly CoverageState[] = ['fresh', ...COVERAGE_STATES.filter((state) => state !== 'fresh')];

/** As short as a column is narrow. */
const HEAD: Readonly<Record<CoverageState, string>> = { ...STATE_WORD, never: 'Never', exempt: 'Exempt' };

/** How each state looks in a bar: patterns, so that colour is not needed. */
const BAR: Readonly<Record<CoverageState, string>> = {
  fresh: 'bg-clean',
  never: 'hatch',
  failed: 'broken',
  held: 'bg-shape',
  stale: 'hatch-over bg-shape',
  exempt: '',
};

/** Of what is expected, as much of each state as there is. */
function Bar({ share: { counts, expected } }: { share: CoverageShare }) {
  if (expected === 0) return <span className="text-12 text-faint">nothing is expected</span>;
  return (
    <span aria-hidden className="flex h-2.5 w-full min-w-16 overflow-hidden rounded-[3px]">
      {ORDER.filter((state) => state !== 'exempt' && counts[state] > 0).map((state) => (
        <span key={state} className={BAR[state]} style={{ flexGrow: counts[state], flexBasis: 0, minWidth: 3 }} />
      ))}
    </span>
  );
}

function Percent({ share }: { share: CoverageShare }) {
  return share.fresh_percent === null ? <span className="text-faint">–</span> : <>{share.fresh_percent} %</>;
}

interface FiguresProps {
  share: CoverageShare;
  /** What the figures are about, for those who hear them. */
  of: string;
  hrefOf: (state: CoverageState) => string;
}

/** One figure for each state; each leads to its list. */
function Figures({ share, of, hrefOf }: FiguresProps) {
  return ORDER.map((state) => {
    const count = share.counts[state];
    return (
      <Cell key={state} numeric>
        {count === 0 ? (
          <span className="text-faint">0</span>
        ) : (
          <TextLink quiet href={hrefOf(state)}>
            {formatNumber(count)}
            <span className="sr-only">
              {' '}
              {STATE_WORD[state].toLowerCase()}, {of}
            </span>
          </TextLink>
        )}
      </Cell>
    );
  });
}

function Heads({ first }: { first: string }) {
  return (
    <thead>
      <tr>
        <HeadCell>{first}</HeadCell>
        <HeadCell className="w-1/4 max-xl:hidden">Of what is expected</HeadCell>
        <HeadCell numeric>Share</HeadCell>
        {ORDER.map((state) => (
          <HeadCell key={state} numeric>
            <span className="inline-flex items-center gap-1.5">
              <StateMark state={state} />
              <span className="max-sm:sr-only">{HEAD[state]}</span>
            </span>
          </HeadCell>
        ))}
      </tr>
    </thead>
  );
}

const tight = 'max-lg:[&_td]:px-1 max-lg:[&_th]:px-1';

function Line({ name, share, of, hrefOf, total = false }: FiguresProps & { name: React.ReactNode; total?: boolean }) {
  return (
    <Row className={cn(total && 'font-medium')}>
      <Cell className="min-w-0 [overflow-wrap:anywhere]">{name}</Cell>
      <Cell className="max-xl:hidden">
        <Bar share={share} />
      </Cell>
      <Cell numeric>
        <Percent share={share} />
      </Cell>
      <Figures share={share} of={of} hrefOf={hrefOf} />
    </Row>
  );
}

/** How much is measured: as a whole and by category. */
export function CategoryTotals({ summary }: { summary: CoverageSummary }) {
  return (
    <Card
      title="By category"
      note="Each figure counts repositories; all of them together count each once for every category."
      flush
    >
      <Table className={tight}>
        <Heads first="Category" />
        <tbody>
          {summary.categories.map(({ category, ...share }) => (
            <Line
              key={category}
              name={
                <TextLink quiet href={coverageHref({ category })}>
                  {CATEGORY_TITLE[category]}
                </TextLink>
              }
              share={share}
              of={CATEGORY_TITLE[category]}
              hrefOf={(state) => coverageHref({ category, state })}
            />
          ))}
          <Line name="All" share={summary.whole} of="all" hrefOf={(state) => coverageHref({ state })} total />
        </tbody>
      </Table>
    </Card>
  );
}

/** The same by team, those with the smallest share first. */
export function TeamTotals({ teams }: Pick<CoverageSummary, 'teams'>) {
  if (teams.length === 0) return null;
  return (
    <Card title="By team" note="The smallest share first. A repository counts for each team that owns it." flush>
      <Table className={tight}>
        <Heads first="Team" />
        <tbody>
          {teams.map(({ slug, name, repositories: _repositories, ...share }) => {
            const within = (address: string) => withScope(address, formatScope({ kind: 'team', name: slug }));
            return (
              <Line
                key={slug}
                name={
                  <TextLink quiet href={within('/coverage')}>
                    {name}
                  </TextLink>
                }
                share={share}
                of={name}
                hrefOf={(state) => within(coverageHref({ state }))}
              />
            );
          })}
        </tbody>
      </Table>
    </Card>
  );
}
