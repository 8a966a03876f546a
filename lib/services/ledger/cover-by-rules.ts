import { findRulesInForce } from '#db/queries/exception-rules.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findOpenByNumbers } from '#db/queries/rule-matches.ts';
import { ruleHasRepository } from '#lib/domain/decision/rule-covers.ts';
import type { FindingEventKind } from '#lib/domain/finding/event.ts';
import { exceptByRules } from '../exception/except-by-rules.ts';
import type { Changes, LockedRepository } from './changes.ts';
import { settleFindings } from './settle-findings.ts';

const CHUNK = 5000;

/** What may have made a finding match a rule that it did not match before, or was not there for. */
const MAY_MATCH: ReadonlySet<FindingEventKind> = new Set([
  'introduced',
  'seen_on_branch',
  'reopened',
  'unsuppressed',
  'moved',
  'severity_changed',
]);

/**
 * Excepts what comes to be open, on a branch too, and matches a rule in force, in the transaction of whatever opened it: nobody
 * ever sees it open, and no gate counts it. To be called when states are settled. A transaction that opens nothing asks nothing.
 */
export async function coverByRules(at: LockedRepository, changes: Changes): Promise<void> {
  const told = changes.events.filter(({ kind }) => MAY_MATCH.has(kind)).map(({ number }) => number);
  const opened = [...new Set([...told, ...changes.backOnBranch])];
  if (opened.length === 0) return;
  const { tx, scope, repository, now } = at;
  const { rules: all, teams, labels } = await findRulesInForce(tx, scope, now);
  const place = { fullName: repository.fullName, teams, labels };
  const rules = all.filter(({ conditions }) => ruleHasRepository(conditions, place));
  if (rules.length === 0) return;
  const withPlaces = rules.some(({ conditions }) => conditions.paths.length > 0);
  for (let from = 0; from < opened.length; from += CHUNK) {
    const candidates = await findOpenByNumbers(tx, scope, opened.slice(from, from + CHUNK), withPlaces);
    const covered = await exceptByRules(at, changes, candidates, rules);
    if (covered.length > 0) await settleFindings(at, changes, await findByNumbers(tx, scope, covered));
  }
}
