import { insertUser } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { slugOf } from '#lib/domain/team/slug.ts';
import { Fault } from '#lib/errors.ts';
import { changeLabels } from '#lib/services/repository/change-labels.ts';
import { setCodeOwners } from '#lib/services/repository/set-code-owners.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { changeOwned } from '#lib/services/team/change-owned.ts';
import { changePatterns } from '#lib/services/team/change-patterns.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { COMPANY } from './company.ts';
import { DEMO_DOMAIN, type DemoTeam, LABELS, PEOPLE, TEAMS } from './people.ts';

/**
 * Gives the demo its people, teams and labels, through the same verbs as an administrator's. The people have no account,
 * so that nobody can sign in as one of them. A team whose slug a real one has is left out.
 * @param names of the repositories that the demo has
 */
export async function staffDemo(ctx: Context, names: ReadonlySet<string>): Promise<void> {
  const present = (repositories: readonly string[]): string[] =>
    repositories.map((name) => `${COMPANY}/${name}`).filter((name) => names.has(name));
  const made = new Set<string>();
  for (const team of TEAMS) if (await makeTeam(ctx, team, present)) made.add(team.slug);
  for (const { name, role, teams } of PEOPLE) {
    const id = await addPerson(ctx, name, role);
    if (id === null) continue;
    for (const slug of teams.filter((each) => made.has(each))) {
      await changeMembers(ctx, slug, { add: [id], remove: [] });
    }
  }
  for (const [name, labels] of Object.entries(LABELS)) {
    for (const repository of present([name])) await changeLabels(ctx, repository, { labels });
  }
}

async function makeTeam(
  ctx: Context,
  team: DemoTeam,
  present: (repositories: readonly string[]) => string[],
): Promise<boolean> {
  const { slug, name, patterns } = team;
  try {
    await createTeam(ctx, { slug, name, demo: true });
  } catch (error) {
    if (error instanceof Fault && error.code === 'conflict') return false;
    throw error;
  }
  if (patterns.length > 0) await changePatterns(ctx, slug, { add: [...patterns], remove: [] });
  await changeOwned(ctx, slug, { add: present(team.byHand), remove: [] });
  for (const repository of present(team.byCodeOwners)) {
    await setCodeOwners(ctx, repository, `# Who reviews what\n* @${COMPANY}/${slug}\n/docs/ @${COMPANY}/writers\n`);
  }
  return true;
}

/** Null when somebody has the address already. */
async function addPerson(ctx: Context, name: string, role: (typeof PEOPLE)[number]['role']): Promise<number | null> {
  const email = `${(slugOf(name) ?? 'somebody').replaceAll('-', '.')}@${DEMO_DOMAIN}`;
  const person = { email, name, role, accountId: null, now: ctx.now() };
  const user = await inTransaction(ctx.sql, (tx) => insertUser(tx, { orgId: ctx.orgId }, person));
  return user?.id ?? null;
}
