import { narrowed, type ReadScope } from '#lib/domain/access/read-scope.ts';
import type { Role } from '#lib/domain/access/role.ts';
import { readScopeOf } from '#lib/domain/access/sights.ts';
import type { DigestScope } from '#lib/domain/digest/digest.ts';
import { headerText } from '#lib/domain/mail/header-text.ts';
import type { Week } from './read-week.ts';

/** What a digest to somebody is about; null: nothing that they may see. `team`: its id; null: all that they see. */
export function scopeOfDigest(
  { sights, teams, organization }: Pick<Week, 'sights' | 'teams' | 'organization'>,
  reader: { userId: number; role: Role },
  team: number | null,
): { scope: ReadScope; about: DigestScope } | null {
  const sight = readScopeOf(sights, reader);
  if (team === null) {
    if (sight.repositories.length === 0) return null;
    const whole = sight.repositories === 'all';
    return { scope: sight, about: { kind: 'organization', name: headerText(organization.name), whole } };
  }
  const named = teams.get(team);
  const isVisible = sight.teams === 'all' || (sight.teams ?? []).includes(team);
  if (named === undefined || !isVisible) return null;
  const scope = narrowed(sight, sights.owned.get(team) ?? []);
  if (scope.repositories.length === 0) return null;
  return { scope, about: { kind: 'team', name: headerText(named.name), slug: named.slug } };
}
