import { findWordsInUse } from '#db/queries/rollup.ts';
import { CATEGORIES, FINDING_STATES } from '#lib/domain/finding/finding.ts';
import { CRITICALITIES } from '#lib/domain/repository/criticality.ts';
import { EXPOSURES } from '#lib/domain/repository/exposure.ts';
import type { System } from '#lib/system.ts';

const KNOWN: ReadonlyMap<string, readonly string[]> = new Map<string, readonly string[]>([
  ['criticality', CRITICALITIES],
  ['exposure', EXPOSURES],
  ['state', FINDING_STATES],
  ['category', CATEGORIES],
]);

const reported = new Set<string>();

/**
 * Logs words in the database that this version does not know, such as those of a later one: scores weigh them by a
 * default. One line for each kind in the life of the process.
 */
export async function reportUnknownWords({ systemSql, log }: Pick<System, 'systemSql' | 'log'>): Promise<void> {
  const unknown = (await findWordsInUse(systemSql)).filter(({ kind, word }) => !KNOWN.get(kind)?.includes(word));
  for (const [kind, found] of Map.groupBy(unknown, (one) => one.kind)) {
    if (reported.has(kind)) continue;
    reported.add(kind);
    const words = found.map(({ word }) => word);
    log.warn({ kind, words }, `this version does not know these words for ${kind}; scores weigh them by a default`);
  }
}
