import { saveMailPreferences } from '#db/queries/mail-preferences.ts';
import { findTeam } from '#db/queries/teams-read.ts';
import { insertUser } from '#db/queries/users.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import { slugOf } from '#lib/domain/team/slug.ts';
import { Fault } from '#lib/errors.ts';
import { changeMembers } from '#lib/services/team/change-members.ts';
import { changePatterns } from '#lib/services/team/change-patterns.ts';
import { createTeam } from '#lib/services/team/create-team.ts';
import { DEMO_DOMAIN, type DemoPerson, type DemoTeam, PEOPLE, TEAMS } from './people.ts';

/**
 * Gives the demo its people and teams, through the same verbs as an administrator's. The people have no account, so that
 * nobody can sign in as one of them. A team whose slug a real one has is left out.
 * @returns slugs of the teams that were made
 */
export async function staffDemo(ctx: Context): Promise<Set<string>> {
  const made = new Set<string>();
  for (const team of TEAMS) if (await makeTeam(ctx, team)) made.add(team.slug);
  for (const person of PEOPLE) {
    const id = await addPerson(ctx, person);
    if (id === null) continue;
    const teams = person.teams.filter((slug) => made.has(slug));
    for (const slug of teams) await changeMembers(ctx, slug, { add: [id], remove: [] });
    await chooseMail(ctx, id, person, teams);
  }
  return made;
}

async function makeTeam(ctx: Context, { slug, name, patterns }: DemoTeam): Promise<boolean> {
  try {
    await createTeam(ctx, { slug, name, demo: true });
  } catch (error) {
    if (error instanceof Fault && error.code === 'conflict') return false;
    throw error;
  }
  if (patterns.length > 0) await changePatterns(ctx, slug, { add: [...patterns], remove: [] });
  return true;
}

/** Address of somebody of the demo. */
export const addressOf = (name: string): string =>
  `${(slugOf(name) ?? 'somebody').replaceAll('-', '.')}@${DEMO_DOMAIN}`;

/** Null when somebody has the address already. */
async function addPerson(ctx: Context, { name, role }: DemoPerson): Promise<number | null> {
  const person = { email: addressOf(name), name, role, accountId: null, now: ctx.now() };
  const user = await inTransaction(ctx.sql, (tx) => insertUser(tx, { orgId: ctx.orgId }, person));
  return user?.id ?? null;
}

/** What the person has chosen of mails, so that no two weeks in the demo's outbox look alike. */
async function chooseMail(ctx: Context, userId: number, { mail }: DemoPerson, slugs: readonly string[]): Promise<void> {
  if (mail === undefined) return;
  const { orgId, sql, readScope } = ctx;
  const teams = mail.ownTeams ? await Promise.all(slugs.map((slug) => findTeam(sql, readScope, slug))) : [];
  const ids = teams.flatMap((team) => team?.id ?? []);
  await inTransaction(sql, (tx) =>
    saveMailPreferences(tx, { orgId }, userId, {
      ...{ weekly: null, weeklySince: null, hour: null, allClear: true, watched: true },
      // Whose teams were left out would get nothing.
      organization: mail.ownTeams !== 'only' || ids.length === 0,
      teams: ids,
      minimal: mail.minimal ?? false,
      weekday: mail.weekday ?? null,
      timeZone: mail.timeZone ?? null,
    }),
  );
}
