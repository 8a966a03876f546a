import type { RepositoryFilters } from '#components/queries/repositories.ts';
import { CATEGORY_TITLE } from '#components/ui/category-words.ts';
import type { RepositoryListView, RepositoryRow } from '#lib/contracts/repository.ts';
import { formatCount } from '#lib/format.ts';

const counted = ({ value, relation }: RepositoryListView['total'], noun = 'repository', plural = 'repositories') =>
  formatCount(value, noun, plural, relation === 'at_least');

/** What the coverage filters leave: "Not measured there: Secrets." */
function narrowed({ missing, stale }: RepositoryFilters): string {
  const said = [
    missing === null ? null : `Not measured there: ${CATEGORY_TITLE[missing]}.`,
    stale === null ? null : `Stale there: ${stale === 'any' ? 'at least one scan' : CATEGORY_TITLE[stale]}.`,
  ];
  return said.filter((one) => one !== null).join(' ');
}

/** What the screen's head says: about all repositories only when every one of them is here. */
export function answerOf(
  view: RepositoryListView | undefined,
  rows: readonly RepositoryRow[],
  filters: RepositoryFilters,
): string {
  const { q, archived } = filters;
  if (view === undefined) return 'What is measured, and how fresh it is.';
  const count = counted(view.total);
  const coverage = narrowed(filters);
  if (q !== '') return `${count} with “${q}”. ${coverage}`.trim();
  if (archived === 'true')
    return `${count} archived: kept, but no part of the organization's figures. ${coverage}`.trim();
  if (coverage !== '') return `${count}. ${coverage}`;
  if (view.total.value === 0) return 'No repository is measured yet.';
  if (view.next_cursor !== null || rows.length < view.total.value)
    return `${count}, each with what is measured and how fresh it is.`;
  return `${count}: ${facts(rows)}.`;
}

/** Criticals are said to be absent only as far as something was measured. */
function facts(rows: readonly RepositoryRow[]): string {
  const never = rows.filter((row) => row.score === null).length;
  const critical = rows.filter((row) => row.open.critical > 0).length;
  const measured = rows.length - never;
  const said = [
    never > 0 ? `${never} never measured` : null,
    critical > 0 ? `${critical} with open criticals` : null,
    critical === 0 && measured > 0 ? 'no open criticals in what is measured' : null,
  ];
  return said.filter((one) => one !== null).join(', ');
}

/** Archived repositories that the same words find, which the list leaves out; null when there are none. */
export function archivedToo(view: RepositoryListView | undefined, { q }: RepositoryFilters): string | null {
  if (view === undefined || view.archived_total.value === 0) return null;
  const count = counted(view.archived_total, 'archived repository', 'archived repositories');
  const one = view.archived_total.value === 1;
  if (q === '') return `${count} ${one ? 'is' : 'are'} not shown.`;
  return `${count} ${one ? 'has' : 'have'} “${q}” in ${one ? 'its' : 'their'} name.`;
}
