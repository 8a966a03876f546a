import type { Connection } from '#db/client.ts';
import type { OrganizationScope } from '#db/queries/scope.ts';
import type { BoundSystem } from '#lib/system.ts';
import type { CanonicalNames } from '../upload/read/protocol.ts';
import { type CanonicalNamesFound, findCanonicalNames } from './find-canonical-names.ts';

/** What a reading asked about names, and was told. */
export interface NamesAsked extends Pick<CanonicalNamesFound, 'epoch' | 'learns'> {
  groups: string[][];
  canonical: ReadonlyMap<string, string>;
}

/** Answers the question of one reading and keeps it: the report is applied only while the answer holds. */
export function namesOfReading(
  system: BoundSystem,
  scope: OrganizationScope,
): { answer: CanonicalNames; asked: () => NamesAsked } {
  let asked: NamesAsked = { epoch: 0, groups: [], canonical: new Map(), learns: [] };
  return {
    answer: async (groups) => {
      const { epoch, canonical, learns } = await findCanonicalNames(system.sql, scope, groups);
      asked = { epoch, groups, canonical, learns };
      return [...canonical].filter(([name, known]) => name !== known);
    },
    asked: () => asked,
  };
}

/** Whether a reading would be told the same now. `epoch`: of the last learning. */
export async function areCurrent(
  sql: Connection,
  scope: OrganizationScope,
  { groups, canonical, ...asked }: NamesAsked,
  epoch: number,
): Promise<boolean> {
  if (groups.length === 0 || asked.epoch === epoch) return true;
  const now = await findCanonicalNames(sql, scope, groups);
  return [...canonical].every(([name, known]) => now.canonical.get(name) === known);
}
