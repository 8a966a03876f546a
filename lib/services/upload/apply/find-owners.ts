import type { Transaction } from '#db/client.ts';
import { findByKeys, hasFindings, type KnownFinding } from '#db/queries/findings-write.ts';
import type { RepositoryScope } from '#db/queries/scope.ts';
import type { Difference, PresentFinding } from '#lib/domain/stream/diff.ts';

/** Findings whose own key a report brings anew, by key; with those of the keys under which its stream knew them until now. */
export async function findOwners(
  tx: Transaction,
  scope: RepositoryScope,
  diff: Difference,
  present: readonly PresentFinding[],
): Promise<Map<string, KnownFinding>> {
  const pairs = [...diff.moved, ...diff.rekeyed];
  const owners = new Map<string, KnownFinding>();
  let wanted = [...diff.appeared, ...pairs.map((pair) => pair.incoming)].map((item) => item.key);
  if (wanted.length === 0 || !(await hasFindings(tx, scope))) return owners;
  const keys = new Map(present.map((finding) => [finding.number, finding.key]));
  const asked = new Set(wanted);
  while (wanted.length > 0) {
    const found = await findByKeys(tx, scope, wanted);
    for (const finding of found) owners.set(finding.key, finding);
    wanted = found.flatMap(({ number }) => keys.get(number) ?? []).filter((key) => !asked.has(key));
    for (const key of wanted) asked.add(key);
  }
  return owners;
}
