import type { InfiniteData, QueryClient, QueryKey } from '@tanstack/react-query';
import type { FindingListView, FindingRow } from '#lib/contracts/finding.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';

type Pages = InfiniteData<FindingListView, string | null>;

const LISTS: QueryKey = ['findings', 'list'];

/** States that a list shows, from its filters as they stand in its key. */
function statesOf(key: QueryKey): string[] {
  const search = typeof key[3] === 'string' ? key[3] : '';
  return (new URLSearchParams(search).get('state') ?? 'open').split(',');
}

const decided = (row: FindingRow, state: Decision): FindingRow => ({
  ...row,
  state,
  due_at: null,
  overdue: false,
  at_risk: false,
});

/** A list after a decision about one of its findings: the row has its new state, or has left. */
export function listAfter(pages: Pages, id: string, state: Decision, shows: readonly string[]): Pages {
  const has = pages.pages.some((page) => page.items.some((row) => row.id === id));
  if (!has) return pages;
  const stays = shows.includes(state);
  return {
    ...pages,
    pages: pages.pages.map((page) => ({
      ...page,
      items: stays
        ? page.items.map((row) => (row.id === id ? decided(row, state) : row))
        : page.items.filter((row) => row.id !== id),
      total: stays ? page.total : { ...page.total, value: Math.max(0, page.total.value - 1) },
    })),
  };
}

const isList = (queryKey: QueryKey): boolean => queryKey[0] === LISTS[0] && queryKey[1] === LISTS[1];

/** Reads anew all that is shown beside lists of findings, which may be long, and which are right already. */
async function readOthers(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: LISTS, refetchType: 'none' }),
    client.invalidateQueries({ predicate: (query) => !isList(query.queryKey) }),
  ]);
}

/** The cached reads after a decision about one finding that is in force. */
export async function afterDecision(client: QueryClient, id: string, state: Decision): Promise<void> {
  for (const query of client.getQueryCache().findAll({ queryKey: LISTS })) {
    client.setQueryData<Pages>(query.queryKey, (pages) =>
      pages === undefined ? pages : listAfter(pages, id, state, statesOf(query.queryKey)),
    );
  }
  await readOthers(client);
}

/** After many decisions, or when some were taken back: lists begin anew, with their first page. */
export async function readAnew(client: QueryClient): Promise<void> {
  for (const query of client.getQueryCache().findAll({ queryKey: LISTS })) {
    client.setQueryData<Pages>(query.queryKey, (pages) =>
      pages === undefined ? pages : { pages: pages.pages.slice(0, 1), pageParams: pages.pageParams.slice(0, 1) },
    );
  }
  await client.invalidateQueries();
}
