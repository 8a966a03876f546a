import { findingListHref } from '#components/queries/addresses.ts';
import { type FindingFilters, findingSearch } from '#components/queries/findings.ts';
import { type FindingColumn, readColumns } from '#lib/domain/finding/list-columns.ts';
import { isGrouped, readFilters } from './filters.ts';

/** What the address of the list says: which findings, and how they are shown. */
export interface ListState {
  filters: FindingFilters;
  /** One row for each rule and repository. */
  grouped: boolean;
  /** Null: those that are usual for who looks. */
  columns: readonly FindingColumn[] | null;
}

/** As much of a saved view as the address needs. */
export interface AddressedView {
  key: string;
  search: string;
}

export interface ReadList extends ListState {
  /** Names of what means nothing; it is left out, and the person is told. */
  unknown: string[];
}

/** Named beside filters; `scope` is kept by links themselves. */
const AROUND = ['view', 'scope'];

/** Whether the address says more than which view it is. */
export function saysMore(params: URLSearchParams): boolean {
  return [...params.keys()].some((name) => !AROUND.includes(name));
}

/** The list from parameters, of the address or of a view. */
export function readList(params: URLSearchParams): ReadList {
  const { filters, unknown } = readFilters(params);
  const text = params.get('columns');
  const columns = text === null ? null : readColumns(text);
  return {
    filters,
    grouped: isGrouped(params),
    columns,
    unknown: text !== null && text !== '' && columns === null ? [...unknown, 'columns'] : unknown,
  };
}

/** The parameters of a list, as addresses and views write them. */
export function searchOfList({ filters, grouped, columns }: ListState): string {
  const parts = [
    findingSearch(filters),
    grouped ? 'group=rule' : '',
    columns === null ? '' : `columns=${columns.join(',')}`,
  ];
  return parts.filter((part) => part !== '').join('&');
}

/** Whether the list is the one of the view. */
export const isAsSaved = (list: ListState, view: AddressedView): boolean =>
  searchOfList(list) === searchOfList(readList(new URLSearchParams(view.search)));

/** The address of a list. Where it began with a view, that stays named, so that one can save or go back. */
export function addressOfList(
  list: ListState,
  view: AddressedView | null,
  hrefOf: (search: string) => string = findingListHref,
): string {
  const search = searchOfList(list);
  if (view === null) return hrefOf(search);
  const named = `view=${encodeURIComponent(view.key).replaceAll('%2F', '/')}`;
  if (isAsSaved(list, view)) return hrefOf(named);
  return hrefOf(`${search === '' ? 'state=open' : search}&${named}`);
}
