import type { DecisionPolicyRow } from '#db/queries/decision-policies.ts';
import { findConditions, setDecided } from '#db/queries/exceptions-write.ts';
import { mostDays } from '#lib/domain/decision/judge-expiry.ts';
import { DECISIONS } from '#lib/domain/finding/finding.ts';
import { reasonOf } from '#lib/domain/statement/words.ts';
import { addDays } from '#lib/domain/time.ts';
import type { Changes, LockedRepository } from '../ledger/changes.ts';
import type { Adoption } from '../statement/find-adoptions.ts';
import { untilOf } from './until-of.ts';
import { writeExceptions } from './write-exceptions.ts';

/**
 * Makes exceptions of what trusted authors state. Takes the same number of statements whatever the number of adoptions.
 * @returns the findings that are decided now; their states have to be settled yet
 */
export async function exceptByStatements(
  at: LockedRepository,
  changes: Changes,
  adoptions: readonly Adoption[],
  policy: DecisionPolicyRow,
): Promise<number[]> {
  if (adoptions.length === 0) return [];
  const { tx, scope, repository, now } = at;
  const numbers = adoptions.map(({ finding }) => finding);
  const conditions = await findConditions(tx, scope, numbers, repository.exposure);
  const wanted = adoptions.map(({ finding, said, decision, author }) => {
    const days = mostDays(decision, policy);
    const expiresAt = days === null ? null : addDays(now, days);
    changes.decisions.set(finding, { until: untilOf(expiresAt) });
    return {
      findingNumber: finding,
      asked: { kind: decision, reason: reasonOf(said), evidenceUrl: null, expiresAt },
      how: {
        requester: { at: now, personId: null, kind: 'source' as const, name: said.author },
        decider: { at: now, ...author.by },
        statement: said.document,
      },
    };
  });
  changes.adopted.push(...(await writeExceptions(at, wanted, conditions)));
  for (const kind of DECISIONS) {
    const own = adoptions.filter(({ decision }) => decision === kind).map(({ finding }) => finding);
    if (own.length > 0) await setDecided(tx, scope, own, kind);
  }
  return numbers;
}
