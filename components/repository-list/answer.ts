import type { RepositoryFilters } from '#components/queries/repositories.ts';
import type { RepositoryListView, RepositoryRow } from '#lib/contracts/repository.ts';
import { formatCount } from '#lib/format.ts';

/** What the screen's head says: about all repositories only when every one of them is here. */
export function answerOf(
  view: RepositoryListView | undefined,
  rows: readonly RepositoryRow[],
  { q, archived }: RepositoryFilters,
): string {
  if (view === undefined) return 'What is measured, and how fresh it is.';
  const count = formatCount(view.total.value, 'repository', 'repositories', view.total.relation === 'at_least');
  if (q !== '') return `${count} with “${q}”.`;
  if (archived === 'true') return `${count} archived: kept, but no part of the organization's figures.`;
  if (view.next_cursor !== null || rows.length < view.total.value)
    return `${count}, each with what is measured and how fresh it is.`;
  const never = rows.filter((row) => row.score === null).length;
  const critical = rows.filter((row) => row.open.critical > 0).length;
  const facts = [never > 0 ? `${never} never measured` : null, critical > 0 ? `${critical} with open criticals` : null];
  const said = facts.filter((fact) => fact !== null).join(', ');
  return said === '' ? `${count}, none with open criticals.` : `${count}: ${said}.`;
}
