import type { Context } from '#lib/context.ts';
import { changeListParams } from '#lib/contracts/privilege.ts';
import type { Digest } from '#lib/domain/digest/digest.ts';
import { gainedPath } from '#lib/domain/outbox/gained-words.ts';
import { getChanges } from '#lib/views/privilege/get-changes.ts';

const SHOWN = 5;

/** Who became admin since then, as a digest says it, by the answer of the API. For tests. */
export async function gainedByApi(ctx: Context, since: string): Promise<Digest['privileges']> {
  const asked = { admin: 'true', since: `${since}T00:00:00Z`, limit: '200' };
  const { items } = await getChanges(ctx, changeListParams.parse(asked));
  const notes = items.slice(0, SHOWN).map(({ system: repository, admins, admin_names: all, resource, group }) => {
    const names = all.slice(0, SHOWN).map(({ name }) => name);
    const more = admins - names.length;
    const who = `${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
    const of = resource === null ? '' : ` of ${resource.name}`;
    const by = group === null ? '' : ` by joining ${group.name}`;
    return { text: `${who} became admin${of}${by}`, repository, path: gainedPath(repository) };
  });
  return { items: notes, total: items.length };
}
