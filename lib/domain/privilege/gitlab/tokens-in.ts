import type { OrganizationAccess } from '#lib/domain/privilege/access/organization-access.ts';
import { anyOf, type Reach } from '#lib/domain/privilege/access/reach.ts';
import type { Known } from '#lib/domain/privilege/access/rule-facts.ts';
import type { Tri } from '#lib/domain/privilege/access/tri.ts';
import type { GitlabToken } from './facts.ts';

/** Tokens of some places with at least a role, that have a right. */
export function tokensIn(
  { roster, perhapsAnybody }: OrganizationAccess,
  lists: readonly Known<readonly GitlabToken[]>[],
  level: number,
  right: 'writes' | 'administers',
): Reach {
  const of = (test: (value: Tri) => boolean) =>
    roster.setOf(
      lists.flatMap((list) =>
        (list ?? []).flatMap((token) =>
          token.level >= level && test(token[right]) ? (roster.index('token', token.id) ?? []) : [],
        ),
      ),
    );
  const found = { sure: of((value) => value === true), maybe: of((value) => value !== false) };
  return lists.includes(null) ? anyOf(found, perhapsAnybody) : found;
}
