import { Sparkline } from '#components/charts/sparkline.tsx';
import { findingsHref, repositoryHref } from '#components/queries/addresses.ts';
import { CoverageCells } from '#components/shared/coverage-cells.tsx';
import { RepositoryTags } from '#components/shared/repository-tags.tsx';
import { Breakable } from '#components/ui/breakable.tsx';
import { CATEGORY_SHORT } from '#components/ui/category-words.ts';
import { useNow } from '#components/ui/clock.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { GradeBadge } from '#components/ui/score.tsx';
import { SeverityMark } from '#components/ui/severity-mark.tsx';
import { TextLink } from '#components/ui/text-link.tsx';
import type { RepositoryRow } from '#lib/contracts/repository.ts';
import { SEVERITIES } from '#lib/domain/finding/finding.ts';
import { formatScore } from '#lib/format.ts';
import { Labels } from './labels.tsx';

const ownerOf = (name: string): string => name.slice(0, name.lastIndexOf('/'));

/** The owner of all of these, which is said once in the column's head; null where there are several. */
export function commonOwner(rows: readonly RepositoryRow[]): string | null {
  const owners = new Set(rows.map((row) => ownerOf(row.name)));
  return owners.size === 1 ? ([...owners][0] ?? null) : null;
}

/** The whole name, however long; its owner only where it is another one than the head says. */
function Name({ row, owner }: { row: RepositoryRow; owner: string | null }) {
  const own = ownerOf(row.name);
  const short = row.name.slice(own.length + 1);
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 whitespace-normal py-1.5">
      <TextLink
        quiet
        href={repositoryHref(row.name)}
        {...(own === owner ? { 'aria-label': row.name } : {})}
        className="min-w-0 [overflow-wrap:anywhere]"
      >
        {own === owner ? null : (
          <span className="text-faint">
            {own}/<wbr />
          </span>
        )}
        <span className="font-medium">{short}</span>
      </TextLink>
      <RepositoryTags row={row} />
      <Labels labels={row.labels} />
    </span>
  );
}

function Score({ row }: { row: RepositoryRow }) {
  return (
    <span className="inline-flex items-center gap-2">
      <span className={row.score === null ? 'text-faint' : 'font-medium'}>{formatScore(row.score)}</span>
      <GradeBadge grade={row.grade} />
    </span>
  );
}

/** The three worst severities with open findings; "none open" when all are zero, unless nothing was measured. */
export function OpenOf({ row }: { row: RepositoryRow }) {
  const present = SEVERITIES.filter((severity) => row.open[severity] > 0);
  if (present.length === 0) return <span className="text-faint">{row.score === null ? 'not known' : 'none open'}</span>;
  return (
    <span className="flex gap-3">
      {present.slice(0, 4).map((severity) => (
        <TextLink key={severity} quiet href={findingsHref({ repo: row.name, severity: [severity] })}>
          <SeverityMark severity={severity} count={row.open[severity]} />
        </TextLink>
      ))}
    </span>
  );
}

function Coverage({ row }: { row: RepositoryRow }) {
  return <CoverageCells cells={row.coverage} repo={row.name} now={useNow()} />;
}

/** Column heads of the category squares; on a phone each card has its own. */
function CategoryHeads() {
  return (
    <span className="flex gap-1">
      {CATEGORY_SHORT.map(([word, short]) => (
        <abbr key={word} title={word} className="w-9 text-center no-underline">
          {short}
        </abbr>
      ))}
    </span>
  );
}

const LastUpload = ({ row }: { row: RepositoryRow }) =>
  row.last_upload_at === null ? <span className="text-faint">never</span> : <RelativeTime at={row.last_upload_at} />;

const REST: readonly DataColumn<RepositoryRow>[] = [
  { id: 'score', header: 'Score', sortable: true, numeric: true, width: '84px', cell: (row) => <Score row={row} /> },
  {
    id: 'trend',
    header: '90 days',
    hideBelow: 'xl',
    width: '112px',
    cell: (row) => <Sparkline days={row.history} className="block" />,
  },
  { id: 'coverage', header: <CategoryHeads />, hideBelow: 'md', width: '256px', cell: (row) => <Coverage row={row} /> },
  { id: 'open', header: 'Open', width: '200px', hideBelow: 'xl', cell: (row) => <OpenOf row={row} /> },
  {
    id: 'last_upload',
    header: 'Last upload',
    sortable: true,
    numeric: true,
    hideBelow: 'lg',
    width: '96px',
    cell: (row) => <LastUpload row={row} />,
  },
];

/** The columns; `owner` is the one whose repositories are named without it. */
export function columnsFor(owner: string | null): readonly DataColumn<RepositoryRow>[] {
  const header =
    owner === null ? (
      'Repository'
    ) : (
      <>
        Repository <span className="font-normal text-faint">of {owner}</span>
      </>
    );
  return [{ id: 'name', header, sortable: true, cell: (row) => <Name row={row} owner={owner} /> }, ...REST];
}

export function RepositoryCard({ row }: { row: RepositoryRow }) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex items-start gap-3">
        <TextLink quiet href={repositoryHref(row.name)} className="min-w-0 flex-1 font-medium [overflow-wrap:anywhere]">
          <Breakable text={row.name} />
        </TextLink>
        <Score row={row} />
      </div>
      <div className="flex flex-wrap items-center gap-1 empty:hidden">
        <RepositoryTags row={row} />
        <Labels labels={row.labels} />
      </div>
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-12 text-soft">
        <OpenOf row={row} />
        <span>
          last upload <LastUpload row={row} />
        </span>
      </div>
      <div className="w-max text-12 text-faint">
        <div aria-hidden>
          <CategoryHeads />
        </div>
        <Coverage row={row} />
      </div>
    </div>
  );
}
