import { DECISION_WORD } from '#components/shared/exception-words.ts';
import { packageText } from '#components/shared/place.tsx';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import type { DataColumn } from '#components/ui/data-table.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Tag } from '#components/ui/state-badge.tsx';
import type { FindingColumn } from '#lib/domain/finding/list-columns.ts';
import { formatPercent } from '#lib/format.ts';
import { Finding } from './columns.tsx';
import type { ListedFinding } from './listed-finding.ts';
import { NextDate } from './next-date.tsx';
import { COLUMN_WORDS } from './words.ts';

/** Unknown is not zero: nothing is drawn for it. */
function Epss({ of }: { of: number | null }) {
  if (of === null) return null;
  return <span className={of >= 0.1 ? undefined : 'text-faint'}>{formatPercent(of)}</span>;
}

function Kev({ row }: { row: ListedFinding }) {
  if (row.exploit !== 'kev') return null;
  return <Tag urgent>{row.kev_due_on === null ? 'listed' : `fix by ${row.kev_due_on}`}</Tag>;
}

/** A text that may be longer than its column; the whole of it is on hover. */
function Text({ of, mono = false }: { of: string | null; mono?: boolean }) {
  if (of === null) return null;
  return (
    <span className={mono ? 'font-mono text-12 text-soft' : 'text-soft'} title={of}>
      {of}
    </span>
  );
}

/** The decision about it: that it waits for somebody, or until when it holds. */
function Excepted({ row: { exception } }: { row: ListedFinding }) {
  if (exception === null) return null;
  const { state, expires_at: until } = exception;
  return (
    <span className="whitespace-nowrap text-soft" title={DECISION_WORD[exception.kind]}>
      {state === 'requested' ? 'asked for' : null}
      {state === 'in_force' && until === null ? 'no end' : null}
      {state === 'in_force' && until !== null ? (
        <>
          ends <RelativeTime at={until} />
        </>
      ) : null}
    </span>
  );
}

type Shown = Pick<DataColumn<ListedFinding>, 'width' | 'numeric' | 'sortable' | 'cell'>;

const SHOWN: Record<FindingColumn, Shown> = {
  epss: { width: '64px', numeric: true, cell: (row) => <Epss of={row.epss} /> },
  kev: { width: '124px', cell: (row) => <Kev row={row} /> },
  age: {
    width: '64px',
    numeric: true,
    sortable: true,
    cell: (row) => <RelativeTime at={row.opened_at} className="text-soft" />,
  },
  due: { width: '116px', numeric: true, cell: (row) => <NextDate row={row} /> },
  owner: { width: '120px', cell: (row) => <Text of={row.owner?.name ?? null} /> },
  exception: { width: '124px', cell: (row) => <Excepted row={row} /> },
  scanner: { width: '96px', cell: (row) => <Text of={row.scanner} /> },
  rule: { width: '150px', cell: (row) => <Text of={row.rule} mono /> },
  category: { width: '110px', cell: (row) => <Text of={CATEGORY_TITLE[row.category]} /> },
  advisory: { width: '140px', cell: (row) => <Text of={row.advisory} mono /> },
  package: { width: '140px', cell: (row) => <Text of={packageText(row)} mono /> },
  path: { width: '180px', cell: (row) => <Text of={row.path} mono /> },
  first_seen: {
    width: '84px',
    numeric: true,
    cell: (row) => <RelativeTime at={row.first_seen_at} className="text-soft" />,
  },
};

const FINDING: DataColumn<ListedFinding> = { id: 'finding', header: 'Finding', cell: (row) => <Finding row={row} /> };

/** On narrower screens only the last column stays, which is the next step, then one more, then all. */
function hideBelow(at: number, count: number): Pick<DataColumn<ListedFinding>, 'hideBelow'> {
  const before = count - 1 - at;
  if (before === 0) return {};
  return { hideBelow: before <= 2 ? 'lg' : 'xl' };
}

/** The finding itself and the columns that were chosen, in their order. */
export function columnsOf(chosen: readonly FindingColumn[]): readonly DataColumn<ListedFinding>[] {
  const columns = chosen.map((id, at) => ({
    id,
    header: COLUMN_WORDS[id],
    ...SHOWN[id],
    ...hideBelow(at, chosen.length),
  }));
  return [FINDING, ...columns];
}
