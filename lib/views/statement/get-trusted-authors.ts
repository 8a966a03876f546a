import { findTrustedAuthors } from '#db/queries/decision-policies.ts';
import type { Context } from '#lib/context.ts';
import type { TrustedAuthorsView } from '#lib/contracts/exception.ts';
import { permit } from '#lib/permit.ts';

/** Whose statements are adopted on arrival: whoever reads findings may know. */
export async function getTrustedAuthors(ctx: Context): Promise<TrustedAuthorsView> {
  permit(ctx, 'policy:read', 'repositories');
  const authors = await findTrustedAuthors(ctx.sql, ctx);
  return { authors: authors.map(({ name, at, by }) => ({ name, since: at, by: by.name })) };
}
