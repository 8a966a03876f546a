import type { Sql } from '#db/client.ts';
import { type ChosenAction, findChosen } from '#db/queries/digest-facts.ts';
import type { Draft } from './draft-digest.ts';

interface FixId {
  repoId: number;
  number: number;
}

/** Stored fixes by `chosenKey`. */
export type Chosen = ReadonlyMap<string, ChosenAction>;

export const chosenKey = ({ repoId, number }: FixId): string => `${repoId}:${number}`;

/** The stored fixes that drafts name, all in one read. */
export async function readChosen(sql: Sql, scope: { orgId: number }, drafts: readonly Draft[]): Promise<Chosen> {
  const named = drafts.flatMap(({ actions, newlyOverdue, dueNext }) => [
    ...actions.items,
    ...newlyOverdue.items,
    ...dueNext.items,
  ]);
  const ids = new Map<string, FixId>();
  for (const fix of named) if (fix.kind === 'stored') ids.set(chosenKey(fix), fix);
  const rows = await findChosen(sql, scope, [...ids.values()]);
  return new Map(rows.map((row) => [chosenKey(row), row]));
}
