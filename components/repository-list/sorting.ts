import type { RepositorySort } from '#components/queries/repositories.ts';
import type { Sort } from '#components/ui/data-table.tsx';

export const SORTS: readonly { value: RepositorySort; label: string }[] = [
  { value: 'score', label: 'Lowest score first' },
  { value: '-score', label: 'Highest score first' },
  { value: '-not_measured', label: 'Least measured first' },
  { value: '-last_upload', label: 'Latest upload first' },
  { value: 'name', label: 'By name' },
];

/** What the table's head shows for the address's word. */
export function headSort(sort: RepositorySort): Sort | null {
  if (sort === '-not_measured') return null;
  if (sort === 'name') return { id: 'name', direction: 'asc' };
  if (sort === '-last_upload') return { id: 'last_upload', direction: 'desc' };
  return { id: 'score', direction: sort === 'score' ? 'asc' : 'desc' };
}

/** The address's word for what was chosen in the head, null for the usual order. Only the score has two directions. */
export function sortIn({ id, direction }: Sort): RepositorySort | null {
  if (id === 'name') return 'name';
  if (id === 'last_upload') return '-last_upload';
  return direction === 'asc' ? null : '-score';
}
