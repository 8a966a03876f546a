import { findReviewNames, findTeamNames } from '#db/queries/access-review-people.ts';
import { REMOVED_NAME } from '#db/queries/users.ts';
import type { Context } from '#lib/context.ts';
import type { ReviewerView } from '#lib/contracts/access-review.ts';

export interface NamesOf {
  person(id: number): { id: number; name: string };
  /** Whoever of the two is given; null: neither. */
  reviewer(person: number | null, team: number | null): ReviewerView | null;
}

type Ids = readonly (number | null)[];
const given = (ids: Ids): number[] => [...new Set(ids.flatMap((id) => (id === null ? [] : [id])))];

/** Names of people and teams, also of those who are gone. */
export async function namesFor(
  { sql, orgId }: Pick<Context, 'sql' | 'orgId'>,
  ids: { people: Ids; teams: Ids },
): Promise<NamesOf> {
  const [people, teams] = await Promise.all([
    findReviewNames(sql, { orgId }, given(ids.people)),
    findTeamNames(sql, { orgId }, given(ids.teams)),
  ]);
  const person = (id: number) => ({ id, name: people.get(id) ?? REMOVED_NAME });
  return {
    person,
    reviewer(of, team) {
      if (of !== null) return { kind: 'person', ...person(of) };
      return team === null ? null : { kind: 'team', id: team, name: teams.get(team) ?? 'Deleted team' };
    },
  };
}
