import { ensureMonths } from '#db/partitions.ts';
import type { RuleInForce } from '#db/queries/exception-rules.ts';
import { findByNumbers } from '#db/queries/findings-write.ts';
import { findOpenByNumbers } from '#db/queries/rule-matches.ts';
import { inTransaction } from '#db/transaction.ts';
import type { Context } from '#lib/context.ts';
import type { RuleConditions } from '#lib/domain/decision/exception-rule.ts';
import type { Decision } from '#lib/domain/finding/finding.ts';
import { actedBy } from '#lib/views/exception/decider-of.ts';
import type { ChangedScore } from '../exception/changed-score.ts';
import { exceptByRules } from '../exception/except-by-rules.ts';
import { inRepositories } from '../exception/in-repositories.ts';
import { causeOf } from '../ledger/cause-of.ts';
import { Changes } from '../ledger/changes.ts';
import { commit } from '../ledger/commit.ts';

interface TriedIn {
  repoId: number;
  /** Findings that the rule would except. */
  numbers: number[];
  score: ChangedScore;
}

/** Thrown with what was found out, so that the transaction that tried it is taken back. */
class Tried extends Error {
  readonly done: readonly TriedIn[];
  constructor(done: readonly TriedIn[]) {
    super('tried only');
    this.done = done;
  }
}

/** Follows a rule about these findings, and takes that back: what it did in each repository. */
export async function tryRule(
  ctx: Context,
  kind: Decision,
  conditions: RuleConditions,
  findings: readonly { repoId: number; number: number }[],
): Promise<readonly TriedIn[]> {
  if (findings.length === 0) return [];
  const now = ctx.now();
  await ensureMonths(ctx.systemSql, now);
  const by = actedBy(ctx);
  const rule: RuleInForce = {
    ...{ id: 0, kind, conditions, reason: 'preview', evidenceUrl: null, expiresAt: null },
    ...{ requestedAt: now, requestedBy: by.personId, requesterKind: by.kind, requesterName: by.name },
    ...{ decidedBy: by.personId, deciderKind: by.kind, deciderName: by.name },
  };
  try {
    await inTransaction(ctx.sql, async (tx) => {
      const done = await inRepositories(tx, { orgId: ctx.orgId, now }, findings, async (at, own): Promise<TriedIn> => {
        const changes = new Changes();
        // Asked again under the lock: somebody, or a job, may have decided since they were found.
        const found = own.map(({ number }) => number);
        const open = await findOpenByNumbers(at.tx, at.scope, found, conditions.paths.length > 0);
        const numbers = await exceptByRules(at, changes, open, [rule]);
        changes.touch(await findByNumbers(at.tx, at.scope, numbers));
        const { score } = await commit(at, changes, { upload: 0, ...causeOf(ctx) });
        return { repoId: at.scope.repoId, numbers, score };
      });
      throw new Tried(done);
    });
  } catch (error) {
    if (error instanceof Tried) return error.done;
    throw error;
  }
  return [];
}
