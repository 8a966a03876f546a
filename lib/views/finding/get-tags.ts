import { listTags } from '#db/queries/finding-tags.ts';
import type { Context } from '#lib/context.ts';
import type { TagListParams, TagListView } from '#lib/contracts/finding-people.ts';
import { permit } from '#lib/permit.ts';
import { word } from './finding-filter.ts';
import { escapeLike } from './like.ts';

const MOST = 100;

/** Tags on what the caller sees, those on the most findings first. */
export async function getTags(ctx: Context, { q }: TagListParams): Promise<TagListView> {
  permit(ctx, 'finding:read', 'repositories');
  const text = word(q)?.toLowerCase() ?? null;
  const pattern = text === null ? null : `%${escapeLike(text)}%`;
  return { items: await listTags(ctx.readSql, ctx.readScope, { pattern, limit: MOST }) };
}
