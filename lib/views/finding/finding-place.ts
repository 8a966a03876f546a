import { EXPLOIT_KEY, type FindingListRow, type FindingPage, type FindingSort } from '#db/queries/findings-read.ts';

/** What a row is sorted by in this order. */
export function sortKeyOf(sort: FindingSort, row: FindingListRow): number | string {
  switch (sort) {
    case '-risk':
      return row.rank;
    case '-exploit':
      return row.exploit * EXPLOIT_KEY + row.rank;
    case '-opened':
    case 'opened':
      return row.openedKey;
  }
}

/** The place behind a row, where the next page begins. */
export function findingPlace(sort: FindingSort, row: FindingListRow): NonNullable<FindingPage['after']> {
  return { value: sortKeyOf(sort, row), repoId: row.repoId, number: row.number };
}
