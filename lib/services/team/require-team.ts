import type { Transaction } from '#db/client.ts';
import { lockOrganization } from '#db/queries/organizations.ts';
import type { Team } from '#db/queries/teams-read.ts';
import { findTeamToChange } from '#db/queries/teams-write.ts';
import { Fault } from '#lib/errors.ts';

/**
 * The team of this slug; no other change of teams happens until the transaction ends.
 * @throws Fault not_found
 */
export async function requireTeam(tx: Transaction, orgId: number, slug: string): Promise<Team> {
  await lockOrganization(tx, orgId);
  // PostgreSQL refuses NUL, which no slug has.
  const team = slug.includes('\0') ? null : await findTeamToChange(tx, { orgId }, slug);
  if (team === null) {
    throw new Fault('not_found', 'There is no such team. `GET /api/v1/teams` lists those that there are.');
  }
  return team;
}
