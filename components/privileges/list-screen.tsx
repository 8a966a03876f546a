'use client';

import type { ReactNode } from 'react';
import { ExportButton } from '#components/shared/export-button.tsx';
import { PagedTable, type PagedTableProps } from '#components/shared/paged-table.tsx';
import { PrivilegesFrame } from '#components/shared/privileges-frame.tsx';
import { useTitleInScope } from '#components/shared/use-chosen-scope.ts';
import { EXPORT_FORMATS } from '#lib/contracts/export-formats.ts';
import { Nothing } from './nothing.tsx';
import { AsOf, useSystems } from './systems.tsx';
import { countWords } from './words.ts';

interface ListScreenProps<T extends { id: string }>
  extends Pick<PagedTableProps<T>, 'query' | 'columns' | 'renderCard'> {
  title: string;
  /** Names the table, where it is not the title. */
  label?: string;
  /** What the list answers; before it stands how many there are. */
  answer: string;
  /** By its address below `/api/v1/privileges`. */
  list: string;
  /** One of its rows, and many. */
  noun: readonly [one: string, many: string];
  /** Parameters of the API that say which rows. */
  chosen: Readonly<Record<string, string>>;
  /** Whether anything is chosen that could leave rows out; left out: every parameter does. */
  isFiltered?: boolean;
  onClear: () => void;
  choices: ReactNode;
  /** Between what is chosen and the rows. */
  above?: ReactNode;
  actions?: ReactNode;
  /** Shown where there are inventories, nothing is chosen, and no row is there. */
  none?: ReactNode;
  children?: ReactNode;
}

/** A list of who may do what: head with its number, what is chosen, rows, how old they are. */
export function ListScreen<T extends { id: string }>(props: ListScreenProps<T>) {
  const { title, answer, list, noun, chosen, onClear, choices, above, actions, none, children } = props;
  const isFiltered = props.isFiltered ?? Object.keys(chosen).length > 0;
  const { query, columns, renderCard } = props;
  const isDelivered = useSystems().length > 0;
  const [one, many] = noun;
  const first = query.data?.pages[0];
  const counted = query.isPlaceholderData ? null : countWords(first?.total, noun, isFiltered);
  return (
    <PrivilegesFrame
      title={useTitleInScope(title)}
      answer={counted === null ? answer : `${counted} ${answer}`}
      actions={
        <>
          {actions}
          <ExportButton
            list={`privileges/${list}`}
            search={new URLSearchParams(chosen).toString()}
            formats={EXPORT_FORMATS}
            what={many}
            disabled={first === undefined || first.items.length === 0}
          />
        </>
      }
    >
      {choices}
      {above}
      <PagedTable
        query={query}
        noun={many}
        moreLabel={`Load more ${many}`}
        empty={
          isDelivered && !isFiltered && none !== undefined ? (
            none
          ) : (
            <Nothing isFiltered={isFiltered} isDelivered={isDelivered} what={`No ${one}`} onClear={onClear} />
          )
        }
        label={props.label ?? title}
        columns={columns}
        renderCard={renderCard}
      />
      <AsOf />
      {children}
    </PrivilegesFrame>
  );
}
