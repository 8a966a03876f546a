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

/**
 * The whole name, however long; its owner only where it is another one than the head says, or where there is no head. Under 640 px
 * tags and labels are a line of the row's grid.
 */
function Name({ row, owner }: { row: RepositoryRow; owner: string | null }) {
  const own = ownerOf(row.name);
  const isCommon = own === owner;
  return (
    <span className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1 whitespace-normal py-1.5 max-sm:contents">
      <TextLink
        quiet
        href={repositoryHref(row.name)}
        {...(isCommon ? { 'aria-label': row.name } : {})}
        className="min-w-0 [overflow-wrap:anywhere] max-sm:col-span-2"
      >
        <span className={isCommon ? 'font-medium sm:hidden' : 'max-sm:font-medium sm:text-faint'}>
          <Breakable text={`${own}/`} />
        </span>
        <span className="font-medium">{row.name.slice(own.length + 1)}</span>
      </TextLink>
      <span className="contents max-sm:order-1 max-sm:col-span-3 max-sm:flex max-sm:flex-wrap max-sm:gap-1 max-sm:empty:hidden">
        <RepositoryTags row={row} />
        <Labels labels={row.labels} />
      </span>
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

/** The worst severities with open findings; "none open" when all are zero, unless nothing was measured. */
function OpenOf({ row }: { row: RepositoryRow }) {
  const present = SEVERITIES.filter((severity) => row.open[severity] > 0);
  if (present.length === 0) return <span className="text-faint">{row.score === null ? 'not known' : 'none open'}</span>;
  return (
    <span className="flex gap-3 max-sm:flex-wrap">
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

/** Heads of the category squares: of their column, and of each row where there is none. */
function CategoryHeads(props: { className: string; 'aria-hidden'?: true }) {
  return (
    <span {...props}>
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

const ROW_HEADS = <CategoryHeads aria-hidden className="flex gap-1 sm:hidden" />;

const SMALL = 'max-sm:self-center max-sm:text-12 max-sm:text-soft';

const REST: readonly DataColumn<RepositoryRow>[] = [
  {
    ...{ id: 'score', header: 'Score', sortable: true, numeric: true, width: '84px', phone: 'max-sm:justify-self-end' },
    cell: (row) => <Score row={row} />,
  },
  {
    id: 'trend',
    header: '90 days',
    hideBelow: 'xl',
    width: '112px',
    cell: (row) => <Sparkline days={row.history} className="block" />,
  },
  {
    ...{ id: 'coverage', header: <CategoryHeads className="flex gap-1" />, hideBelow: 'md', width: '256px' },
    phone: 'max-sm:order-3 max-sm:col-span-3 max-sm:w-max max-sm:text-12 max-sm:text-faint',
    cell: (row) => (
      <>
        {ROW_HEADS}
        <Coverage row={row} />
      </>
    ),
  },
  {
    ...{ id: 'open', header: 'Open', width: '200px', hideBelow: 'xl', phone: `max-sm:order-2 ${SMALL}` },
    cell: (row) => <OpenOf row={row} />,
  },
  {
    id: 'last_upload',
    header: 'Last upload',
    sortable: true,
    numeric: true,
    hideBelow: 'lg',
    width: '96px',
    phone: `max-sm:order-2 max-sm:col-span-2 max-sm:justify-self-end ${SMALL}`,
    cell: (row) => (
      <>
        <span className="sm:hidden">last upload </span>
        <LastUpload row={row} />
      </>
    ),
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
  return [
    { id: 'name', header, sortable: true, phone: 'max-sm:contents', cell: (row) => <Name row={row} owner={owner} /> },
    ...REST,
  ];
}
