import type { Connection } from '#db/client.ts';
import type { ExceptionRule } from '#db/queries/exception-rules.ts';
import { findRuledRepositories } from '#db/queries/rule-matches.ts';
import type { Context } from '#lib/context.ts';
import { repositoryMatcher } from '#lib/domain/access/access.ts';
import type { RuleConditions, RuledRepository } from '#lib/domain/decision/exception-rule.ts';
import { ruleHasRepository } from '#lib/domain/decision/rule-covers.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';

/**
 * Of these rules those that the caller sees: all for who sees the whole organization, else those about a repository that
 * they see, and their own. What a rule says of other repositories is left out.
 */
export async function visibleRules(
  ctx: Context,
  sql: Connection,
  rules: readonly ExceptionRule[],
): Promise<ExceptionRule[]> {
  if (ctx.readScope.repositories === 'all') return [...rules];
  const places = await findRuledRepositories(sql, ctx.readScope);
  const { personId } = actedBy(ctx);
  return rules.flatMap((rule) => {
    if (personId !== null && rule.requestedBy === personId) return [rule];
    const seen = places.filter((place) => ruleHasRepository(rule.conditions, place));
    return seen.length === 0 ? [] : [{ ...rule, conditions: cut(rule.conditions, seen) }];
  });
}

/** What conditions say of repositories, as far as they are about these. */
function cut(conditions: RuleConditions, seen: readonly RuledRepository[]): RuleConditions {
  const { repositories, teams, labels } = conditions;
  return {
    ...conditions,
    repositories: repositories.filter((pattern) => {
      const matches = repositoryMatcher([pattern]);
      return seen.some(({ fullName }) => matches(fullName));
    }),
    teams: teams.filter((team) => seen.some((place) => place.teams.includes(team))),
    labels: labels.filter((label) => seen.some((place) => place.labels.includes(label))),
  };
}
