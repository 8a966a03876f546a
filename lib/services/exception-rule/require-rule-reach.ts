import { findRuledRepositories } from '#db/queries/rule-matches.ts';
import { findKnownTeams } from '#db/queries/teams-read.ts';
import type { Context } from '#lib/context.ts';
import type { RuleConditions } from '#lib/domain/decision/exception-rule.ts';
import { Fault } from '#lib/errors.ts';

const refused = (path: string, message: string): Fault =>
  new Fault('invalid_input', `${path}: ${message}.`, { fields: [{ path, message }] });

/**
 * Teams of a rule must exist, and who sees some repositories only can ask for rules about these only, each by its name: a
 * pattern would also stand for what they do not see, today or tomorrow.
 * @throws Fault invalid_input
 */
export async function requireRuleReach(ctx: Context, conditions: RuleConditions): Promise<void> {
  const { teams, repositories } = conditions;
  const known = teams.length === 0 ? [] : await findKnownTeams(ctx.sql, ctx.readScope, teams);
  const unknown = teams.filter((team) => !known.includes(team));
  if (unknown.length > 0) throw refused('conditions.teams', `there is no team ${unknown[0]}`);
  if (ctx.readScope.repositories === 'all') return;
  const seen = new Set((await findRuledRepositories(ctx.sql, ctx.readScope)).map(({ fullName }) => fullName));
  if (repositories.length > 0 && repositories.every((name) => seen.has(name))) return;
  throw refused(
    'conditions.repositories',
    'must name repositories that you see, each in full: you do not see all of the organization',
  );
}
