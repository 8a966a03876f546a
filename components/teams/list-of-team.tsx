import type { ReactNode } from 'react';
import { PagedTable, type PagedTableProps } from '#components/shared/paged-table.tsx';
import { Button } from '#components/ui/button.tsx';
import type { DataColumn } from '#components/ui/data-table.tsx';

interface Row {
  id: string;
  name: string;
}

export interface ListOfTeamProps<T extends Row> {
  query: PagedTableProps<T>['query'];
  /** `Members`. */
  label: string;
  /** Of the only column: `Person`. */
  header: string;
  empty: string;
  draw: (row: T) => ReactNode;
  /** Whether it may be taken out here. */
  isTakeable: (row: T) => boolean;
  takeWords: (row: T) => string;
  onTake: (row: T) => void;
  busy: boolean;
}

/** What belongs to a team, each with a button that takes it out. */
export function ListOfTeam<T extends Row>(props: ListOfTeamProps<T>) {
  const { label, draw, isTakeable, takeWords, onTake, busy } = props;
  const take = (row: T) =>
    isTakeable(row) ? (
      <Button size="sm" variant="ghost" busy={busy} aria-label={takeWords(row)} onClick={() => onTake(row)}>
        Remove
      </Button>
    ) : null;
  const columns: DataColumn<T>[] = [
    { id: 'what', header: props.header, cell: draw },
    { id: 'remove', header: 'Remove', hiddenHeader: true, numeric: true, width: '96px', cell: take },
  ];
  const noun = label.toLowerCase();
  return (
    <PagedTable
      query={props.query}
      noun={noun}
      moreLabel={`Load more ${noun}`}
      empty={<p className="border-t py-3 text-13 text-soft">{props.empty}</p>}
      label={label}
      columns={columns}
      rowHeight={53}
      renderCard={(row) => (
        <div className="flex items-center justify-between gap-3">
          {draw(row)}
          {take(row)}
        </div>
      )}
    />
  );
}
