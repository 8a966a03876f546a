import { findAllNames } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import type { PatternPreview } from '#lib/contracts/team.ts';
import { repositoryMatcher } from '#lib/domain/access/access.ts';
import { permit } from '#lib/permit.ts';

const EXAMPLES = 10;

/** What a pattern would match of the organization's repositories. */
export async function previewPattern(ctx: Context, pattern: string): Promise<PatternPreview> {
  permit(ctx, 'team:write', 'organization');
  const names = (await findAllNames(ctx.readSql, { orgId: ctx.orgId })).map(({ fullName }) => fullName);
  const matching = names.filter(repositoryMatcher([pattern]));
  return { matches: matching.length, of: names.length, examples: matching.sort().slice(0, EXAMPLES) };
}
