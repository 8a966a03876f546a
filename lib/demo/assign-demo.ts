import type { Context } from '#lib/context.ts';
import { changeLabels } from '#lib/services/repository/change-labels.ts';
import { setCodeOwners } from '#lib/services/repository/set-code-owners.ts';
import { changeOwned } from '#lib/services/team/change-owned.ts';
import { COMPANY } from './company.ts';
import { LABELS, TEAMS } from './people.ts';

/**
 * Gives repositories of the demo to its teams, by hand and by CODEOWNERS files, and their labels.
 * @param made slugs of the teams that the demo made
 * @param names of the repositories
 */
export async function assignDemo(ctx: Context, made: ReadonlySet<string>, names: ReadonlySet<string>): Promise<void> {
  const among = (repositories: readonly string[]): string[] =>
    repositories.map((name) => `${COMPANY}/${name}`).filter((name) => names.has(name));
  for (const { slug, byHand, byCodeOwners } of TEAMS.filter((team) => made.has(team.slug))) {
    await changeOwned(ctx, slug, { add: among(byHand), remove: [] });
    for (const repository of among(byCodeOwners)) {
      await setCodeOwners(ctx, repository, `# Who reviews what\n* @${COMPANY}/${slug}\n/docs/ @${COMPANY}/writers\n`);
    }
  }
  for (const [name, labels] of Object.entries(LABELS)) {
    for (const repository of among([name])) await changeLabels(ctx, repository, { labels });
  }
}
