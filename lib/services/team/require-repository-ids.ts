import type { Transaction } from '#db/client.ts';
import { findRepositoryIds } from '#db/queries/search.ts';
import type { Context } from '#lib/context.ts';
import { Fault } from '#lib/errors.ts';

/**
 * Names of repositories, present or former, by id.
 * @param field where the caller named them
 * @throws Fault invalid_input for one that does not exist
 */
export async function requireRepositoryIds(
  tx: Transaction,
  { readScope }: Pick<Context, 'readScope'>,
  names: readonly string[],
  field: string,
): Promise<Map<number, string>> {
  const found = await findRepositoryIds(tx, readScope, names);
  const unknown = names.filter((name) => !found.has(name.toLowerCase()));
  if (unknown.length > 0) {
    const [first, ...others] = unknown;
    const more = others.length > 0 ? ` and ${others.length} more` : '';
    const message = `has ${first}${more}, which is no repository here`;
    throw new Fault('invalid_input', `${field}: ${message}.`, { fields: [{ path: field, message }] });
  }
  return new Map(names.map((name) => [found.get(name.toLowerCase()) ?? 0, name]));
}
