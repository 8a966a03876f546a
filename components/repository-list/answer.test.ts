import { describe, expect, it } from 'vitest';
import type { RepositoryListView, RepositoryRow } from '#lib/contracts/repository.ts';
import { answerOf, archivedToo } from './answer.ts';
import { readRepositoryFilters } from './filters.ts';

const filters = (address: string) => {
  const search = new URLSearchParams(address);
  return readRepositoryFilters((name) => search.get(name));
};

const row = (critical: number, score: number | null) => ({ score, open: { critical } }) as RepositoryRow;

function view(items: RepositoryRow[], archived = 0): RepositoryListView {
  const exact = (value: number) => ({ value, relation: 'exact' as const });
  return { items, next_cursor: null, total: exact(items.length), archived_total: exact(archived) };
}

const say = (items: RepositoryRow[], address = '') => answerOf(view(items), items, filters(address));

describe('the head of Repositories', () => {
  it('claims nothing of no repositories', () => {
    expect(say([])).toBe('No repository is measured yet.');
  });

  it('says that there are no criticals only of what is measured', () => {
    expect(say([row(0, 80)])).toBe('1 repository: no open criticals in what is measured.');
    expect(say([row(0, null), row(0, null)])).toBe('2 repositories: 2 never measured.');
    expect(say([row(3, 20), row(0, null)])).toBe('2 repositories: 1 never measured, 1 with open criticals.');
  });

  it('says what the filters leave', () => {
    expect(say([row(0, 80)], 'missing=secret')).toBe('1 repository. Not measured there: Secrets.');
    expect(say([row(0, 80)], 'stale=any')).toBe('1 repository. Stale there: at least one scan.');
    expect(say([], 'q=old&missing=dast')).toBe('0 repositories with “old”. Not measured there: Running app.');
    expect(say([row(0, 80)], 'missing=nonsense')).toBe('1 repository: no open criticals in what is measured.');
  });

  it('says which archived repositories the same words find', () => {
    expect(archivedToo(view([], 1), filters('q=oldrepo'))).toBe('1 archived repository has “oldrepo” in its name.');
    expect(archivedToo(view([], 2), filters('q=old'))).toBe('2 archived repositories have “old” in their name.');
    expect(archivedToo(view([], 3), filters(''))).toBe('3 archived repositories are not shown.');
    expect(archivedToo(view([]), filters('q=old'))).toBeNull();
  });
});
