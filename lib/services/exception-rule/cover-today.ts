import { findRule, findRulesInForce, type RuleScope } from '#db/queries/exception-rules.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findRuledRepositories, findRuleMatches } from '#db/queries/rule-matches.ts';
import { wholeOrganization } from '#lib/domain/access/read-scope.ts';
import { ruleHasRepository } from '#lib/domain/decision/rule-covers.ts';
import type { BoundSystem } from '#lib/system.ts';
import { exceptByRules } from '../exception/except-by-rules.ts';
import { Changes, type LockedRepository } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';
import { inEachRepository } from './in-each-repository.ts';

/** Findings of one transaction: imports of their repository wait for it. */
const BATCH = 2000;

/** Excepts what is open today, on branches too, and matches a rule that came into force. What opens from now on, imports except. */
export async function coverToday(system: BoundSystem, scope: RuleScope, now: Date): Promise<void> {
  const rule = await findRule(system.sql, scope);
  if (rule === null) return;
  const all = await findRuledRepositories(system.sql, wholeOrganization(scope.orgId));
  const places = all.filter((place) => place.counts && ruleHasRepository(rule.conditions, place));
  // Where the last transaction in a repository ended.
  const reached = new Map<number, number>();
  await inEachRepository(
    system,
    { orgId: scope.orgId, now },
    places.map(({ repoId }) => repoId),
    async (at) => {
      const { repoId } = at.scope;
      const last = await coverSome(at, scope, reached.get(repoId) ?? 0);
      if (last !== null) reached.set(repoId, last);
      return last !== null;
    },
  );
}

/** Excepts the next findings of a repository; returns the number of the last one that was looked at, null at the end. */
async function coverSome(at: LockedRepository, { ruleId }: RuleScope, after: number): Promise<number | null> {
  const { tx, scope, now } = at;
  // Asked again under the lock: it may have ended since.
  const { rules } = await findRulesInForce(tx, scope, now);
  const rule = rules.find(({ id }) => id === ruleId);
  if (rule === undefined) return null;
  const found = await findRuleMatches(tx, scope, rule.conditions, { after, limit: BATCH });
  const changes = new Changes();
  const covered = await exceptByRules(at, changes, found, [rule]);
  if (covered.length > 0) {
    changes.touch(await findByNumbers(tx, scope, covered));
    await commit(at, changes, { upload: 0, userId: null });
  }
  return found.length < BATCH ? null : (found.at(-1)?.number ?? null);
}
