import type { Connection } from '../client.ts';
import type { Fragment } from './fragment.ts';

/** What is numbered per repository: a finding, an action, a comment. */
export interface Place {
  repoId: number;
  number: number;
}

/** Places as a table with `repo_id` and `number`, to be joined by both. */
export function placesAs(sql: Connection, alias: string, places: readonly Place[]): Fragment {
  const repoIds = places.map(({ repoId }) => repoId);
  const numbers = places.map(({ number }) => number);
  return sql`unnest(${repoIds}::int[], ${numbers}::int[]) as ${sql.unsafe(alias)}(repo_id, number)`;
}

/** The repositories of places, each once: with it a statement goes to those alone. */
export const repositoriesOf = (places: readonly Place[]): number[] => [...new Set(places.map(({ repoId }) => repoId))];
