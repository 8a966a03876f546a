import { findMentionable } from '#db/queries/comments.ts';
import { findFinding } from '#db/queries/finding-detail.ts';
import type { Context } from '#lib/context.ts';
import type { PeopleListParams, PeopleListView } from '#lib/contracts/comment.ts';
import { decodeId } from '#lib/ids.ts';
import { permit } from '#lib/permit.ts';
import { word } from './finding-filter.ts';
import { escapeLike } from './like.ts';

const MOST = 10;

/** People who see a finding, and can be mentioned on it. @throws Fault not_found */
export async function getMentionable(ctx: Context, id: string, { q }: PeopleListParams): Promise<PeopleListView> {
  permit(ctx, 'finding:write', 'repositories');
  const key = decodeId('finding', id);
  const row = key && (await findFinding(ctx.readSql, ctx.readScope, key));
  const { orgId, repoId } = permit(ctx, 'finding:write', { what: 'finding', row });
  const text = word(q);
  const pattern = text === null ? null : `%${escapeLike(text)}%`;
  const people = await findMentionable(ctx.readSql, { orgId, repoId }, { pattern, limit: MOST });
  return { items: people.map(({ name, email, shared }) => ({ name, mention: shared ? email : name })) };
}
